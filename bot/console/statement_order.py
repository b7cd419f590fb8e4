"""The order of an answer's statements: rows moved in its form, and what others made of it meanwhile."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_STEPS = {"up": -1, "down": 1}
_LONGEST_WORDS = 90


@dataclass
class StatementOrder:
    """`seen` are the ids as they were published when the form was opened.

    `theirs` is the order that somebody else gave them, in words, and `whose` says who and where.
    """

    seen: list[str] = field(default_factory=list)
    theirs: str = ""
    whose: str = ""


def moved(places: Iterable[str], fixed: Collection[str], place: str, way: str) -> list[str]:
    """Return places of rows with one moved `up` or `down`; those that are fixed stay, and are passed over."""
    order = list(places)
    movable = [other for other in order if other not in fixed]
    if place in movable and way in _STEPS:
        next_to = movable.index(place) + _STEPS[way]
        if 0 <= next_to < len(movable):
            here, there = order.index(place), order.index(movable[next_to])
            order[here], order[there] = order[there], order[here]
    return order


def is_same_order(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether what stands in both stands there in one order."""
    return [name for name in one if name in other] == [name for name in other if name in one]


def woven(order: Iterable[str], other: Sequence[str]) -> list[str]:
    """Return an order with what only the other has, each after what it follows there."""
    names = list(order)
    for place, name in enumerate(other):
        if name not in names:
            names.insert(names.index(other[place - 1]) + 1 if place else 0, name)
    return names


def in_words(names: Iterable[str], texts: Mapping[str, str]) -> str:
    """Return a numbered line a statement, each with the beginning of what it says."""
    lines = (
        textwrap.shorten(texts.get(name, ""), _LONGEST_WORDS, placeholder=" …") for name in names
    )
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))
