"""What a trainee says of the time after: "done in June, then a job in London". It is not so yet, and changes what follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.state import State
from bot.knowledge.cues import ToComeCues

_IN_TRAINING = frozenset({"in_training", "student", "between_school_and_training"})
_IN_PRACTICE = "in_practice"
# What makes a time to come one of its own, and what somebody may add about it later.
OF_A_LIFE = frozenset({"stage", "place"})
_ADDED = frozenset({"board", "field", "place", "residency_completed"})
_ABROAD = "outside"
_ANOTHER_FIELD = "non_radiology"
# Where a further program is that somebody has arranged.
_PLACES_OF_PROGRAMS = {"outside": _ABROAD, "us_canada": "us"}
_CLAUSES = r"(?<=[.;!?])\s+|,\s*(?:and\s+|but\s+)?|\s+-+\s+|\s+(?=(?:and |but )?then\b)|\s+and\s+(?=after\b)|\s+(?:but|and)\s+(?=(?:i'm|im|i am|i will|i'll)\b)"
_AFTER_TRAINING = re.compile(
    r"\b(?:after|(?:done|through) with|finish\w*|complet\w*)\b.{0,20}\b(?:fellowship|residency|training)\b",
    re.IGNORECASE,
)
# "… in Paris after Montreal": what comes stands before it.
_AFTER_SOMETHING = re.compile(
    r"(?<=\w)(?<!\band)(?<!\bbut)(?<!\bso)(?<!\bthen)\s+after(?:wards?)?\b.*$", re.IGNORECASE
)
_NOT = re.compile(r"\W*(?:i'm |im |i am |and |but )*(?:not|no longer|never)\b", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:in|to|at|from) (?!in\b|to\b)(?=\w)", re.IGNORECASE)
_OF_NOW = re.compile(
    r"\b(?:until|till|before) (?:then|that)\b|\b(?:right now|currently|today|at the moment)\b",
    re.IGNORECASE,
)
_WORDS_OF_A_FOLLOW_UP = 14
# Of these the rest of a message says how it is now.
MAY_CHANGE = frozenset({"place", "board", "stage", "program"})
_LASTING = frozenset({"place", "board", "field"})

Read = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True)
class Coming:
    """`now` is the message without what is still to come, `facts` what that is: none where it changes nothing."""

    now: str
    facts: Mapping[str, Any]


class ToComeReader:
    """Tells what is to come by the words of knowledge/words/to_come.yml."""

    def __init__(self, cues: ToComeCues) -> None:
        self._clauses = re.compile(
            rf"{_CLAUSES}|\s+(?=(?:(?:and|but|who is|who's) )?(?:{'|'.join(cues.switch)})\b)",
            re.IGNORECASE,
        )
        self._coming = _any_of((*cues.coming, *cues.switch))
        self._programs = {
            "fellowship": _any_of(cues.fellowship),
            "residency": _any_of((*cues.residency, *cues.switch)),
        }
        self._job = _any_of(cues.job)
        self._asks_of_it = _any_of(cues.asks_of_it)

    def split(self, text: str, told: Mapping[str, Any], read: Read, suppose: Read) -> Coming | None:
        """Return what of a message is so now, and what comes after training; None where nothing is to come.

        `told` is what is known of the person besides this message; `read` gives the facts in a text, and
        `suppose` those in words of what is not so yet.
        """
        clauses = [clause for clause in self._clauses.split(text) if clause and clause.strip()]
        coming = [clause for clause in clauses if self._coming.search(clause)]
        if not coming:
            return None
        rest = ". ".join(clause for clause in clauses if clause not in coming)
        read_now = read(rest)
        now = {**told, **read_now}
        if now.get("stage") not in _IN_TRAINING | {_IN_PRACTICE}:
            return None
        facts = self._facts_of(coming, suppose)
        if "stage" not in facts and "stage" not in read_now:
            # "No, AFTER training. Consultant in Leeds."
            rest, facts = "", self._facts_of([text], suppose)
        if "stage" not in facts:
            return None
        is_job = any(self.names_a_job(clause) for clause in coming)
        if now.get("stage") == "student" and facts["stage"] == _IN_PRACTICE and not is_job:
            return None  # an exchange, or months in a hospital
        return Coming(rest, facts if _changes(now, facts) else {})

    def names_a_job(self, text: str) -> bool:
        """Tell whether a text speaks of practice, and not only of a place."""
        return self._job.search(text) is not None

    def is_asked_of(self, text: str) -> bool:
        """Tell whether a follow-up asks about what was said to come ("and the price then?")."""
        return self.may_be_of(text) and self._asks_of_it.search(text) is not None

    def may_be_of(self, text: str) -> bool:
        """Tell whether a follow-up can be about what was said to come: it is short, and not about today."""
        is_of_now = _OF_NOW.search(text) is not None
        return len(text.split()) <= _WORDS_OF_A_FOLLOW_UP and not is_of_now

    def _facts_of(self, clauses: Sequence[str], suppose: Read) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for clause in clauses:
            if _NOT.match(clause):
                continue
            before = _AFTER_SOMETHING.sub("", clause)
            read = suppose(before)
            if "place" not in read:
                read = {**read, **last_place(before, suppose)}
            facts |= {name: read[name] for name in _LASTING & set(read)}
            if program := self._program(clause):
                facts |= {"stage": "in_training", "program": program}
            elif _LASTING & set(read) or read.get("stage") == "in_practice":
                facts.setdefault("stage", "in_practice")
        return facts

    def _program(self, clause: str) -> str | None:
        """Return the program that a clause names first; training that is over is none."""
        rest = _AFTER_TRAINING.sub("", clause)
        matches = [
            (match, name) for name, words in self._programs.items() if (match := words.search(rest))
        ]
        return min(matches, key=lambda pair: pair[0].start())[1] if matches else None


def last_place(clause: str, suppose: Read) -> Mapping[str, Any]:
    """Return the facts of the last place that a clause names; none where it names no place."""
    places = [clause[match.end() :] for match in _WHERE.finditer(clause)]
    read = (suppose(f"in {place}") for place in reversed(places))
    return next((facts for facts in read if "place" in facts), {})


def next_program(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a fellowship on the other side of the border that was told beside the training of now."""
    place = _PLACES_OF_PROGRAMS.get(str(told.get("next_program")))
    is_trainee = told.get("stage") == "in_training" and "place" in told
    if place is None or not is_trainee or (told["place"] == _ABROAD) == (place == _ABROAD):
        return {}
    return {"stage": "in_training", "program": "fellowship", "place": place}


def _changes(now: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Only radiology after another field, the other side of the border, or practice abroad changes what would follow."""
    here = now.get("place", now.get("school_place"))
    there = facts.get("place", here)
    comes_from_another = now.get("field") == _ANOTHER_FIELD
    switches = comes_from_another and facts.get("field", _ANOTHER_FIELD) != _ANOTHER_FIELD
    if switches and facts.get("stage") == "in_training":
        return True  # "a peds resident, switching into radiology next July"
    if "stage" not in facts or there is None:
        return False
    if now["stage"] == _IN_PRACTICE:
        # A fellowship after years of practice, or practice on the other side of the border.
        crosses = here is not None and (here == _ABROAD) != (there == _ABROAD)
        return crosses or (facts["stage"] == "in_training" and "place" in facts)
    if facts["stage"] == "in_practice" and "board" in facts:
        return True  # "I'll be certified by then": which category follows
    if facts["stage"] == "in_training" and now["stage"] != "in_training":
        return bool(here == _ABROAD)  # a residency in the U.S. is free, what comes before it is not
    crosses = here is not None and (here == _ABROAD) != (there == _ABROAD)
    return crosses or bool(there == _ABROAD and facts["stage"] == _IN_PRACTICE)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def with_what_was_supposed(state: State, news: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return news joined to the time spoken of before where they say more of it ("back as staff", "with the FRCPC")."""
    stage = state.to_come.get("stage", state.told.get("stage"))
    is_of_that_time = news.get("stage", stage) == stage and state.speaks_of_what_comes
    known = {**state.told, **state.to_come}
    more = {name for name in news if known.get(name) != news[name] and name != "stage"}
    adds = bool(OF_A_LIFE & set(state.to_come)) and bool(more) and more <= _ADDED
    return {**state.to_come, **news} if is_of_that_time and adds else news
