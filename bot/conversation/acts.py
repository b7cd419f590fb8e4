"""What a message does, several things at a time: tells, asks, steers, greets, or needs help first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversation import commands
from bot.conversation.aspect_reader import AspectReader
from bot.conversation.career_questions import (
    asks_in_keywords,
    asks_surely_beside,
    compares_specialties,
    not_understood,
    of_the_membership,
)
from bot.conversation.dangers import safety_rule
from bot.conversation.denials import Denials, Denied
from bot.conversation.profile_changes import ProfileChanges
from bot.conversation.saved_code import code_in
from bot.conversation.state import SPEAKER, State
from bot.conversation.subject_reader import SubjectReader
from bot.conversation.user_turn import BRIEF, LONGEST_FOLLOW_UP, UserTurn
from bot.knowledge.loader import Knowledge
from bot.knowledge.safety import SafetyRule
from bot.nlu.facts.reader import ProfileReader, Reading
from bot.nlu.facts.second_reader import Doubts

# "As associate I couldn't": the category that was left is not the one asked about.
_AS_BEFORE = re.compile(
    r"\bas (?:an? )?\w+(?: member)? (?:i|he|she) (?:could|was|had|did)(?:n'?t| not)?\b"
    r"|\b(?:joined|was a member|applied|signed up|registered)\b(?: \w+){0,2} as an? \w+(?: member)?\b",
    re.IGNORECASE,
)
# "AOBR, yes or no?" denies nothing.
_YES_OR_NO = re.compile(r"[,;:]?\s*\b(?:yes or no|y/n|or not|or no)\b", re.IGNORECASE)
# "I meant overall, like how competitive is DR": asks, though it does not begin so.
_ASKS_WITHIN = re.compile(
    r"\b(?:how|what|why|which|who|when|will|gonna|worth|difference|chances?)\b", re.IGNORECASE
)
_NAMES_TO_CHOOSE = re.compile(
    r"\b(?:general|associate|international|allied(?: health)?|full)\W+(?:member(?:ship)?\W+)?or\b|\bor\W+(?:an? )?(?:general|associate|international|allied)\b|\bstill (?:an? )?(?:general|associate|international|allied)\b",
    re.IGNORECASE,
)
_ROLE = frozenset({"stage", "profession", "program"})
_ROLES = r"(?:rads?|radiolog\w+|physicists?|rras?|ras|residents?|fellows?|attendings?|nurses?|nps?|techs?|technologists?|oncologists?|docs?|doctors?)"
# "9 radiologists, 1 physicist and 2 RRAs" are no one of them.
_SEVERAL_KINDS = re.compile(
    rf"\b\d+ (?:\w+ )?{_ROLES}\b.{{0,30}}\b\d+ (?:\w+ )?{_ROLES}\b", re.IGNORECASE
)


def _asks(turn: UserTurn, text: str) -> bool:
    is_of_a_career = turn.is_of_a_career and _ASKS_WITHIN.search(text) is not None
    return is_of_a_career or commands.asks_something(text)


@dataclass(frozen=True)
class Acts:
    """`facts` are of `person`, `others` what is told of further people; `hypothesis` is only supposed,
    `to_come` what holds once training is over.
    `asks_for_all` where several people are described and no single one of them is asked for.

    `unclear` are attributes of that person of which something was said that may mean several values,
    `doubted` the facts that may have been misread, with what may be meant instead.
    `aspects` are what its words ask about, `categories` those that it names without telling that
    somebody belongs there. `apart` are those that its parts ask about, each with
    the part.
    """

    turn: UserTurn
    text: str
    safety: SafetyRule | None
    code: str | None
    command: str | None
    person: str
    facts: Mapping[str, Any]
    others: Mapping[str, Mapping[str, Any]]
    asks_for_all: bool
    unclear: tuple[str, ...]
    doubted: Mapping[str, list[Any]]
    hypothesis: Mapping[str, Any]
    to_come: Mapping[str, Any]
    aspects: tuple[str, ...]
    categories: tuple[str, ...]
    asks: bool
    apart: Mapping[str, str]
    corrects: bool
    denied: Denied

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def asks_several(self) -> bool:
        """Tell whether parts of the message ask about different aspects."""
        return len(self.apart) > 1

    @property
    def is_short(self) -> bool:
        return self.words <= LONGEST_FOLLOW_UP

    @property
    def is_brief(self) -> bool:
        return self.words <= BRIEF

    def summary(self) -> dict[str, Any]:
        """Return what staff see of how a message was understood; never its text."""
        parts: dict[str, Any] = {
            "taught": self.turn.is_taught,
            "safety": self.safety.kind if self.safety else None,
            "command": self.command,
            "person": self.person,
            "facts": dict(self.facts),
            "others": {name: dict(facts) for name, facts in self.others.items()},
            "supposed": dict(self.hypothesis),
            "to come": dict(self.to_come),
            "aspects": list(self.aspects),
            "categories": list(self.categories),
        }
        return {name: value for name, value in parts.items() if value}


def _asking_for_them(turn: UserTurn) -> UserTurn:
    """Return what is asked for somebody who is told of as none about a career that their story resembles."""
    return not_understood(turn) if turn.is_of_a_career and not turn.is_taught else turn


def _is_a_story(text: str, person: str, state: State) -> bool:
    """Tell whether somebody is told of anew; a few words more lean on what was spoken of before."""
    is_short = len(text.split()) <= LONGEST_FOLLOW_UP
    leans = is_short and state.speaks_of_something
    return not state.facts_of(person) and not leans


def _doubted(reading: Reading, facts: Mapping[str, Any]) -> Doubts:
    """Return what to confirm; what was understood in another way than the reader's is not of it."""
    return {
        name: others
        for name, others in reading.doubted.items()
        if facts.get(name) == reading.facts.get(name)
    }


class ActReader:
    def __init__(self, knowledge: Knowledge, reader: ProfileReader, today: date) -> None:
        self._knowledge = knowledge
        self._reader = reader
        self._subjects = SubjectReader(knowledge.cues.people, lambda text: reader.read(text, today))
        self._changes = ProfileChanges(
            reader, knowledge.cues, knowledge.dues.retirement_refund, today
        )
        self._asked = AspectReader(knowledge.aspects, knowledge.answers_by_label)
        self._denials = Denials(knowledge.cues.denied)
        self._today = today

    def read(self, turn: UserTurn, state: State) -> Acts:
        """Return what a typed message does; a button of ours does nothing but what it says."""
        turn = of_the_membership(turn, state)
        text = "" if turn.is_button else " ".join(turn.text.replace("’", "'").split())
        named = self._subjects.named_in(text, state)
        stage = state.facts_of(named).get("stage")
        reading = self._reader.reading(_YES_OR_NO.sub(" ", text), self._today, stage)
        subject = self._subjects.read(text, state, named, reading.facts)
        facts, supposed, coming = self._changes.read(text, turn, state, subject, reading)
        is_told_of = subject.person != SPEAKER and "stage" in facts
        is_in_keywords = asks_in_keywords(turn, state)
        is_of_nobody = (is_in_keywords and not is_told_of) or _SEVERAL_KINDS.search(text)
        denied = self._denials.in_text(text)
        facts = {} if is_of_nobody else denied.without(facts)
        aspects, in_parts, is_learnt = self._asked.read(text, turn, state, facts, supposed)
        if (asks_surely_beside(turn, state) and not is_told_of) or compares_specialties(text):
            supposed, aspects, in_parts = {}, (), {}
        turn = _asking_for_them(turn) if is_told_of and in_parts else turn
        beside = self._asked.said_better(aspects, {**state.facts_of(subject.person), **facts})
        return Acts(
            turn=turn,
            text=text,
            safety=safety_rule(text, turn, self._knowledge.safety) if text else None,
            code=code_in(text),
            command=commands.command_in(text) if text else None,
            person=subject.person,
            facts=facts,
            others=subject.others,
            asks_for_all=subject.is_all,
            unclear=reading.unclear,
            doubted=_doubted(reading, facts) if _is_a_story(text, subject.person, state) else {},
            hypothesis=supposed,
            to_come=coming,
            aspects=tuple(name for name in aspects if name not in beside),
            categories=self._categories_in(text, denied, is_told=bool(_ROLE & set(facts))),
            asks=is_in_keywords or _asks(turn, text) or is_learnt or bool(in_parts),
            apart={name: part for name, part in in_parts.items() if name not in beside},
            corrects=commands.corrects(text),
            denied=denied,
        )

    def _categories_in(self, text: str, denied: Denied, *, is_told: bool) -> tuple[str, ...]:
        """Return the categories named; words that say what somebody is name none, unless to choose from."""
        is_asked = commands.asks_something(text) and _NAMES_TO_CHOOSE.search(text)
        if is_told and not is_asked:
            return ()
        named = self._knowledge.aspects.named_in(_AS_BEFORE.sub("", text))
        return tuple(name for name in named if name not in denied.categories)
