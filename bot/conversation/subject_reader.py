"""Whom a message is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation.coordinators import GROUPS, as_one, group_in, of_all
from bot.conversation.people import People, asks_for_oneself
from bot.conversation.several_people import SeveralPeople
from bot.conversation.state import SPEAKER, State
from bot.knowledge.cues import PeopleCues

_CALLERS = frozenset({"caller", "client"})


@dataclass(frozen=True)
class Subject:
    """`facts` are of `person`; `people` those who are told apart in one message."""

    person: str
    facts: Mapping[str, Any]
    people: Mapping[str, Mapping[str, Any]]
    is_all: bool

    @property
    def others(self) -> dict[str, Mapping[str, Any]]:
        others = {name: told for name, told in self.people.items() if name != self.person}
        return others if len(self.people) > 1 else {}


class SubjectReader:
    def __init__(self, words: PeopleCues, read: Callable[[str], Mapping[str, Any]]) -> None:
        """`read` returns the facts that a text tells."""
        self._people = People(words)
        self._several = SeveralPeople(self._people, words)
        self._read = read

    def named_in(self, text: str, state: State) -> str:
        """Return whom the words of a message name, by themselves."""
        return self._people.person_in(text, [*state.others, state.person], state.person)

    def read(self, text: str, state: State, person: str, facts: Mapping[str, Any]) -> Subject:
        """Return whom a message is about: `person` by its words; `facts` are what is read of it as a whole."""
        known = [*state.others, state.person]
        people = self._several.facts_by_person(text, known, self._read)
        are_counted = bool({person, *people} & set(self._people.places))
        if not are_counted and (group := group_in(text, known)):
            facts = of_all(text, self._read(as_one(text)))
            return Subject(group, facts, {}, is_all=False)
        is_of_several = len(people) > 1
        asked = self._several.asked_for(text, list(people)) if people else None
        if person == SPEAKER and SPEAKER not in people and asks_for_oneself(text):
            people = {}  # a friend who is only mentioned; the rest is of the writer
        if is_of_several or (people and person not in people):
            person = asked or next(iter(people))
            facts = people[person]
        if person == SPEAKER and not state.facts_of(SPEAKER):
            # A keeper of memberships is no member.
            person = next((name for name in known if name in GROUPS), person)
        if person in _CALLERS and person not in state.others and state.person == SPEAKER:
            person = SPEAKER if state.told else person  # "caller says …": who was told of all along
        return Subject(person, facts, people, is_all=is_of_several and asked is None)
