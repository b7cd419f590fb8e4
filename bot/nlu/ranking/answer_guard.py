"""What a message says against its likeliest answer: that it is for other people, another organisation's, or asks
for what the answer does not say.

The ranking goes by resemblance. Phrases about dues abroad name cities, and so do people at home; "what does
a student pay" means the same dues at every society. What is written out here is surer, so it decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from bot.knowledge.attributes import UNKNOWN
from bot.knowledge.loader import Knowledge, load
from bot.knowledge.organisations import Organisations
from bot.nlu.facts.reader import default_reader
from bot.nlu.ranking.answer_policy import FAQ, family
from bot.nlu.ranking.answer_scope import AnswerScope, scope_of

# For whom an answer is: attributes, each with the values that fit.
People = Mapping[str, tuple[str, ...]]

# Whoever names a category asks about it, whatever they are; and so does who speaks of a time to come.
_NAMES_CATEGORY = re.compile(
    r"\b(?:general|full|regular|standard|associate|allied|international\w*|intl|abroad|overseas|foreign\w*|outside|elsewhere"
    r"|other countr\w+|non[- ]?u\.?s|once|after|when (?:i|he|she)|finish\w*|will be|next|future|later)\b",
    re.IGNORECASE,
)
_NAMES_US = re.compile(
    r"\b(?:acr|(?:the|your) college|college of radiology|you|your|yours|u|ur)\b", re.IGNORECASE
)
# Less than this of the ranking is left when what is for others is taken away: too little to answer by.
_LEAST_SHARE = 0.25
# Which day it is decides nothing about what somebody is.
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Assessment:
    """`is_doubtful`: whatever comes first, ask back rather than answer. `theme`: neither, it is out of scope."""

    probabilities: dict[str, float]
    is_doubtful: bool
    theme: str | None = None


class AnswerGuard:
    """`people` says of labels for whom alone they are; `read` reads what somebody says of themselves."""

    def __init__(
        self,
        people: Mapping[str, People],
        read: Callable[[str], Mapping[str, Any]],
        organisations: Organisations,
        scope: AnswerScope,
    ) -> None:
        self._people = dict(people)
        self._read = read
        self._organisations = organisations
        self._scope = scope

    def assess(
        self, text: str, probabilities: dict[str, float], question: str | None = None
    ) -> Assessment:
        """Return the probabilities given what somebody says of themselves, and what speaks against an answer.

        `question` is the part of the message that they belong to, where it asks several things.
        """
        assessment = self._given_people(text, probabilities)
        answers = [label for label in assessment.probabilities if family(label) == FAQ]
        best = max(answers, key=assessment.probabilities.__getitem__)
        question = question or text
        is_elsewhere = self._scope.names_another_institution(best, question)
        return replace(
            assessment,
            is_doubtful=assessment.is_doubtful or is_elsewhere,
            theme=self._scope.theme_of(best, question),
        )

    def _given_people(self, text: str, probabilities: dict[str, float]) -> Assessment:
        """What somebody says of themselves is only read when the likeliest label is for some people alone."""
        is_about_another = self._is_about_another(text)
        best = max(probabilities, key=probabilities.__getitem__)
        if best not in self._people or _NAMES_CATEGORY.search(text):
            return Assessment(probabilities, is_about_another)
        profile = self._read(text)
        if self._fits(best, profile):
            return Assessment(probabilities, is_about_another)
        weights = {
            label: p if self._fits(label, profile) else 0.0 for label, p in probabilities.items()
        }
        total = sum(weights.values())
        if not total:
            return Assessment(probabilities, is_doubtful=True)
        shares = {label: p / total for label, p in weights.items()}
        return Assessment(shares, is_about_another or total < _LEAST_SHARE)

    def _fits(self, label: str, profile: Mapping[str, Any]) -> bool:
        """Return whether nothing in the profile speaks against it; what is open or unknown does not."""
        return all(
            profile.get(name, UNKNOWN) in {UNKNOWN, *values}
            for name, values in self._people.get(label, {}).items()
        )

    def _is_about_another(self, text: str) -> bool:
        names_society = self._organisations.names_society(text) and not _NAMES_US.search(text)
        return names_society or self._organisations.asked_about(text) is not None


@lru_cache(maxsize=1)
def default_answer_guard() -> AnswerGuard:
    """Return the guard of the published answers; there is one in each process."""
    knowledge = load()
    return AnswerGuard(people_of(knowledge), _read, knowledge.organisations, scope_of(knowledge))


def people_of(knowledge: Knowledge) -> dict[str, People]:
    """Return for whom the answers are that are for some people alone, by label."""
    return {
        answer.label: answer.only_for for answer in knowledge.answers.values() if answer.only_for
    }


def _read(text: str) -> Mapping[str, Any]:
    return default_reader().read(text, _ANY_DAY)
