"""An answer for people on one side of the border is not given to somebody who says that they are on the other.

Phrases about dues abroad name cities and so do people at home; to the ranking both look alike. What the
profile reader finds is surer, so it decides: `place` in knowledge/faq says for whom an answer is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from bot.knowledge.library import Knowledge, load
from bot.nlu.outcome import FAQ
from bot.nlu.profile.reader import shared_reader

HOME, ABROAD = "home", "abroad"
_SIDES = {"us": HOME, "canada": HOME, "outside": ABROAD}
# Whoever names the category asks about it, wherever they are.
_NAMES_IT = re.compile(
    r"\b(?:international\w*|abroad|overseas|foreign\w*|outside|elsewhere|other countr\w+|non[- ]?u\.?s)\b",
    re.IGNORECASE,
)
# Which day it is decides nothing about where somebody is.
_ANY_DAY = date(2000, 1, 1)


class Whereabouts:
    """`sides` says of labels for whom they are; `place_of` reads a place, as bot/eligibility names it."""

    def __init__(self, sides: Mapping[str, str], place_of: Callable[[str], str | None]) -> None:
        self._sides = dict(sides)
        self._place_of = place_of

    def without_the_other_side(
        self, text: str, probabilities: dict[str, float]
    ) -> dict[str, float]:
        """Return the probabilities given where somebody says that they are; unchanged where that is open.

        The text is only read when the likeliest label is for one side.
        """
        best = max(probabilities, key=probabilities.__getitem__)
        if best not in self._sides or _NAMES_IT.search(text):
            return probabilities
        side = _SIDES.get(self._place_of(text) or "")
        if side in {None, self._sides[best]}:
            return probabilities
        left = {
            label: 0.0 if self._sides.get(label, side) != side else p
            for label, p in probabilities.items()
        }
        total = sum(left.values())
        return {label: p / total for label, p in left.items()} if total else probabilities


@lru_cache(maxsize=1)
def shared_whereabouts() -> Whereabouts:
    """Those of the published answers, with the reader that the process shares."""
    return Whereabouts(sides_of(load()), _place_of)


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
