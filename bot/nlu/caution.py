"""What a message says against its likeliest answer: that is for the other side of the border, or of another society.

The ranking goes by resemblance. Phrases about dues abroad name cities, and so do people at home; "what does
a student pay" means the same dues at every society. What is written out here is surer, so it decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.knowledge.library import Knowledge, load
from bot.knowledge.societies import Societies
from bot.nlu.outcome import FAQ
from bot.nlu.profile.reader import shared_reader

HOME, ABROAD = "home", "abroad"
_SIDES = {"us": HOME, "canada": HOME, "outside": ABROAD}
# Whoever names the category asks about it, wherever they are.
_NAMES_IT = re.compile(
    r"\b(?:international\w*|abroad|overseas|foreign\w*|outside|elsewhere|other countr\w+|non[- ]?u\.?s)\b",
    re.IGNORECASE,
)
_NAMES_US = re.compile(
    r"\b(?:acr|(?:the|your) college|college of radiology|you|your|yours|u|ur)\b", re.IGNORECASE
)
# Less than this of the ranking is left when the other side is taken away: too little to answer by.
_LEAST_LEFT = 0.25
# Which day it is decides nothing about where somebody is.
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Looked:
    """`is_doubtful`: whatever comes first, ask back rather than answer."""

    probabilities: dict[str, float]
    is_doubtful: bool


class Caution:
    """`sides` says of labels for whom they are; `place_of` reads a place, as bot/eligibility names it."""

    def __init__(
        self,
        sides: Mapping[str, str],
        place_of: Callable[[str], str | None],
        societies: Societies,
    ) -> None:
        self._sides = dict(sides)
        self._place_of = place_of
        self._others = [
            _any_of(societies.names, re.IGNORECASE),
            _any_of(societies.in_capitals, re.UNICODE),
        ]

    def look(self, text: str, probabilities: dict[str, float]) -> Looked:
        """Return the probabilities given where somebody says that they are.

        For the place the text is only read when the likeliest label is for one side.
        """
        is_about_another = self._is_about_another_society(text)
        best = max(probabilities, key=probabilities.__getitem__)
        if best not in self._sides or _NAMES_IT.search(text):
            return Looked(probabilities, is_about_another)
        side = _SIDES.get(self._place_of(text) or "")
        if side in {None, self._sides[best]}:
            return Looked(probabilities, is_about_another)
        left = {
            label: 0.0 if self._sides.get(label, side) != side else p
            for label, p in probabilities.items()
        }
        total = sum(left.values())
        if not total:
            return Looked(probabilities, is_doubtful=True)
        rest = {label: p / total for label, p in left.items()}
        return Looked(rest, is_about_another or total < _LEAST_LEFT)

    def _is_about_another_society(self, text: str) -> bool:
        return any(one.search(text) for one in self._others) and not _NAMES_US.search(text)


@lru_cache(maxsize=1)
def shared_caution() -> Caution:
    """That of the published answers, with the reader that the process shares."""
    knowledge = load()
    return Caution(sides_of(knowledge), _place_of, knowledge.societies)


def sides_of(knowledge: Knowledge) -> dict[str, str]:
    """Return for whom the answers are that are for one side only, by label."""
    return {
        f"{FAQ}/{id_.replace('/', '_', 1)}": answer.place
        for id_, answer in knowledge.answers.items()
        if answer.place
    }


def _place_of(text: str) -> str | None:
    place: str | None = shared_reader().read(text, _ANY_DAY).get("place")
    return place


def _any_of(names: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    """Return a pattern for whole words; of no names, one that never matches."""
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names) or r"(?!)", flags)
