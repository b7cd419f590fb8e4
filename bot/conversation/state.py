"""What a conversation remembers: the people in it, what is spoken of, what was asked. It lives in a slot as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

CATEGORY, DUES, APPLY = "category", "dues", "apply"
GOALS = (CATEGORY, DUES, APPLY)
# The person who writes, among the people of a conversation.
SPEAKER = "you"
_MOST_PEOPLE = 4
_MOST_GIVEN = 6
# What was supposed is still spoken of for so many turns.
_SPOKEN_OF = 2


@dataclass(frozen=True)
class State:
    """The facts of the person in focus stand in `told`; those of everybody else in `others`, by name.

    `answered` are the attributes that answered a question, in order; `pending` is the attribute asked for
    now and `misses` how many messages in a row did not answer it. `decided` is the category decided last for the person in focus. `category`, `aspect` and `answer` are
    what was spoken of last. `unclear` are attributes of which the person in focus said something that may
    mean several values, and `doubted` the facts that may have been misread, with what may be meant instead; `to_come` is what they said of the time after training, or supposed in the turn `supposed_in`. `turns` says in which turn each fact was told; `given` are fingerprints of the
    last replies, newest last, and `heard` that of the last message. `bereaved`: a death was told of.
    `waiting` is what was asked while the case was open, and is answered once it is decided. `dated` are whose days, and which,
    had the table of what happens when.
    """

    goal: str = CATEGORY
    told: Mapping[str, Any] = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    pending: str | None = None
    misses: int = 0
    decided: str | None = None
    person: str = SPEAKER
    others: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    category: str | None = None
    aspect: str | None = None
    answer: str | None = None
    turn: int = 0
    unclear: tuple[str, ...] = ()
    doubted: Mapping[str, list[Any]] = field(default_factory=dict)
    to_come: Mapping[str, Any] = field(default_factory=dict)
    supposed_in: int | None = None
    turns: Mapping[str, int] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    heard: str | None = None
    bereaved: bool = False
    waiting: str | None = None
    dated: str | None = None

    def facts_of(self, person: str) -> Mapping[str, Any]:
        return self.told if person == self.person else self.others.get(person, {})

    @property
    def speaks_of_something(self) -> bool:
        """Tell whether anything was told, answered or named that a few words may lean on."""
        return bool(self.told or self.category or self.aspect or self.answer)

    @property
    def speaks_of_what_comes(self) -> bool:
        """Tell whether what is to come was told, or supposed a few turns ago at most."""
        return self.supposed_in is None or self.turn - self.supposed_in <= _SPOKEN_OF

    def but(self, **changes: Any) -> State:
        return replace(self, **changes)

    def telling(self, facts: Mapping[str, Any]) -> State:
        """Return the state with facts added for the person in focus, and the turn they were told in."""
        turns = {**self.turns, **dict.fromkeys(facts, self.turn)}
        return self.but(told={**self.told, **facts}, turns=turns)

    def knowing(self, person: str, facts: Mapping[str, Any]) -> State:
        """Return the state with facts added for anybody, in focus or not."""
        if person == self.person:
            return self.telling(facts)
        others = {**self.others, person: {**self.others.get(person, {}), **facts}}
        while len(others) > _MOST_PEOPLE:
            others.pop(next(name for name in others if name not in {SPEAKER, person}))
        return self.but(others=others)

    def without(self, attribute: str) -> State:
        """Return the state as if that fact of the person in focus had not been told."""
        return self.but(told={name: self.told[name] for name in self.told if name != attribute})

    def about(self, person: str) -> State:
        """Return the state with that person in focus; nothing that is known of anybody is lost."""
        if person == self.person:
            return self
        others = {**self.others, self.person: self.told}
        told = others.pop(person, {})
        while len(others) >= _MOST_PEOPLE:
            others.pop(next(name for name in others if name != SPEAKER))
        return self.but(
            person=person,
            told=told,
            others=others,
            answered=(),
            pending=None,
            misses=0,
            decided=None,
            unclear=(),
            to_come={},
            supposed_in=None,
            turns={},
        )

    def giving(self, fingerprint: str) -> State:
        return self.but(given=(*self.given, fingerprint)[-_MOST_GIVEN:])

    def as_json(self) -> dict[str, Any]:
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in vars(self).items()
            if value != self.__dataclass_fields__[name].default and value not in ({}, ())
        } | {"goal": self.goal}

    @classmethod
    def of_json(cls, value: Any) -> State | None:
        """Return the state; None for anything that is none of ours."""
        if not isinstance(value, dict) or value.get("goal") not in GOALS:
            return None
        known = {name: value[name] for name in cls.__dataclass_fields__ if name in value}
        lists = {name: tuple(item) for name, item in known.items() if isinstance(item, list)}
        return cls(**{**known, **lists})
