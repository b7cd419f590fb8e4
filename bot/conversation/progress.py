"""How many questions are still to come: as many as there can be, so that the goal only comes nearer."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import Profile
from bot.knowledge.attributes import UNKNOWN


def questions_left(
    eligibility: Eligibility, profile: Profile, attribute_name: str, today: date
) -> int:
    """Return how many questions follow the one asked now, at most, whatever is answered.

    It looks ahead from what we would have asked for ourselves, in that order: people tell anything at any time, and to
    look ahead from each of all those combinations takes a second.
    """
    told: dict[str, Any] = {}
    following = eligibility.next_question(told, today)
    while following is not None and following != attribute_name and following in profile:
        told[following] = profile[following]
        following = eligibility.next_question(told, today)
    if following is None:
        return 0
    left = _most_after(eligibility, frozenset(told.items()), following, today)
    return left if following == attribute_name else left + 1


# All that a whole day of conversations looks up is about a thousand entries.
@lru_cache(maxsize=10_000)
def _most_after(
    eligibility: Eligibility, told: frozenset[tuple[str, Any]], attribute_name: str, today: date
) -> int:
    attribute = eligibility.attributes[attribute_name]
    return max(
        _most(eligibility, told | {(attribute_name, attribute.answer(value))}, today)
        for value in (*attribute.values, UNKNOWN)
    )


def _most(eligibility: Eligibility, told: frozenset[tuple[str, Any]], today: date) -> int:
    following = eligibility.next_question(dict(told), today)
    return 0 if following is None else 1 + _most_after(eligibility, told, following, today)
