"""From a person's own words to attributes, as bot/eligibility takes them.

Only what is stated or plainly implied is read; whatever is left open is asked. Each reading step
looks at one matter in all clauses and knows nothing of the others, except that where a person stands
(`stage`) is settled first.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.knowledge.loader import load
from bot.knowledge.vocabulary import Vocabulary
from bot.nlu.facts.attributes import (
    accreditation,
    acr_history,
    boards,
    credentials,
    dates_and_counts,
    field,
    home_and_school,
    match,
    next_program,
    profession,
    stage,
    student,
    training,
)
from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.second_reader import Doubts, default_second_reader
from bot.nlu.facts.text.chain import order_stages
from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.corrections import with_last_year
from bot.nlu.facts.text.dates import find_days
from bot.nlu.facts.text.gazetteer import nearest_place
from bot.nlu.facts.text.status import mark_status
from bot.nlu.facts.text.subject import of_oneself
from bot.nlu.facts.text.tagging import Tagger

# Later steps may look at what earlier ones found.
_STEPS = (
    stage.read,
    profession.read,
    training.read,
    field.read,
    match.read,
    student.read,
    home_and_school.read,
    boards.read,
    credentials.read,
    accreditation.read,
    acr_history.read,
)
# These look at what was known before a message as well.
_STEPS_IN_CONTEXT = (dates_and_counts.read, next_program.read)

# What stands for a day in a clause; typed by a person, it stands for none.
_PLACEHOLDER = re.compile(r"\bdate(?=\d)", re.IGNORECASE)

# "July 1, 2026 – June 30, 2027" is one span of time.
_SPAN = re.compile(r"\s*(?:-|–|—|to|till|until|through|thru)\s*", re.IGNORECASE)
# Texts of the turns that a process is at; nobody's is kept for longer than some others' take.
_REMEMBERED = 32

# "Explain advanced vs categorical vs prelim" tells nothing of whoever asks.
_OF_WORDS_ONLY = re.compile(
    r"^\W*(?:please |pls |can you |could you )*(?:explain|define|compare)\b(?=.*\b(?:vs|versus|difference|means?|terms?)\b)(?!.*\b(?:i|i'm|im|my|me|we|our|he|she|his|her)\b)",
    re.IGNORECASE,
)
# Thousands of blanks or marks say no more than one, and would take long.
_REPEATED = re.compile(r"([^\w.])\1+")


@dataclass(frozen=True)
class Reading:
    """What a text gives.

    `facts` were said plainly; `unclear` are attributes named in words that may mean several values,
    so that the person is asked which. `is_over` where training is said to have ended, and no more.
    `doubted` are the facts that the second reader hardly believes, with what may be meant instead.
    """

    facts: Facts
    unclear: tuple[str, ...] = ()
    is_over: bool = False
    doubted: Doubts = dataclasses.field(default_factory=dict)


class ProfileReader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._tagger = Tagger(vocabulary)

    def read(self, text: str, today: date, stage: str | None = None) -> Facts:
        """Return attributes and values as JSON has them (days as text). Never raises."""
        return self.reading(text, today, stage).facts

    def reading(self, text: str, today: date, stage: str | None = None) -> Reading:
        """Return what `read` does, with what was said and cannot be told. Never raises.

        `stage` is where the person is known to stand: what a trainee "finishes in June" is training.
        """
        if _OF_WORDS_ONLY.match(text):
            return Reading({})
        clauses, facts = self.facts_of_text(text, today)
        profile = dict(facts)
        known: Facts = {} if stage is None else {"stage": stage}
        for step in _STEPS_IN_CONTEXT:
            profile.update(step(clauses, {**known, **profile}, today))
        profile = {name: value for name, value in profile.items() if value is not None}
        if profile.get("enrolled") == "no":
            del profile["stage"]  # admitted, and neither a student yet nor anything else
        unclear = "board" not in profile and boards.is_unclear(clauses)
        is_over = any(training.is_said_to_be_over(clause) for clause in clauses)
        doubted = default_second_reader().doubts(clauses, profile)
        if boards.names_first_parts(clauses):
            doubted.pop("board", None)
        return Reading(profile, ("board",) if unclear else (), is_over, doubted)

    def facts_of_text(self, text: str, today: date) -> tuple[list[Clause], Facts]:
        """Return the clauses about the person meant, and what these tell whatever was known before."""
        clauses = self.clauses_of_oneself(text, today)
        profile: Facts = {}
        for step in _STEPS:
            profile.update(step(clauses, profile, today))
        return clauses, profile

    def clauses_of_oneself(self, text: str, today: date) -> list[Clause]:
        """Return the clauses about the person meant, with what is over or to come marked."""
        return order_stages(of_oneself(self.clauses(text, today)), today)

    def nearest_place(self, typed: str) -> str | None:
        """Return where a place is whose name is typed with a small error, for an answer of a word or two."""
        return nearest_place(typed.strip(" .!?"))

    def clauses(self, text: str, today: date) -> list[Clause]:
        text = with_last_year(_REPEATED.sub(r"\1", _PLACEHOLDER.sub("date ", text)))
        days = tuple(find_days(text, today))
        marked, end = [], 0
        for number, mention in enumerate(days):
            between = text[end : mention.start]
            is_span = number > 0 and _SPAN.fullmatch(between)
            marked += [" until " if is_span else between, f"date{number}"]
            end = mention.end
        marked.append(text[end:])
        return [
            Clause(mark_status(tagged), days) for tagged in self._tagger.clauses("".join(marked))
        ]


class RememberingReader(ProfileReader):
    """Reads a text once in a turn, whoever asks what is in it: the guard of answers, the story, the guide."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self._readings = lru_cache(maxsize=_REMEMBERED)(super().reading)
        self._facts_of_text = lru_cache(maxsize=_REMEMBERED)(super().facts_of_text)
        self._clauses = lru_cache(maxsize=_REMEMBERED)(super().clauses)

    def reading(self, text: str, today: date, stage: str | None = None) -> Reading:
        reading = self._readings(text, today, stage)
        return replace(reading, facts=dict(reading.facts))

    def facts_of_text(self, text: str, today: date) -> tuple[list[Clause], Facts]:
        return self._facts_of_text(text, today)

    def clauses(self, text: str, today: date) -> list[Clause]:
        return list(self._clauses(text, today))


@lru_cache(maxsize=1)
def default_reader() -> ProfileReader:
    """One reader a process, with the published vocabulary."""
    return RememberingReader(load().vocabulary)


def is_about_oneself(text: str) -> bool:
    """Tell whether somebody speaks of a person, and not of membership in general."""
    return bool(
        re.search(
            r"\b(?:i|i'm|im|i've|ive|my|me|we|our|caller|he|she|his|her|daughter|son|wife|husband)\b",
            text.lower().replace("’", "'"),
        )
    )
