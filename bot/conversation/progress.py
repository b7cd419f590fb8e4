"""How many questions are about to come: an estimate, made by looking a few answers ahead."""

from __future__ import annotations

from datetime import date

from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import Profile

_DEEPEST = 4
_MOST_DECISIONS = 120


def questions_left(
    eligibility: Eligibility, profile: Profile, attribute_name: str, today: date
) -> int:
    """Return how many questions follow the one asked now, on average over its answers."""
    budget = [_MOST_DECISIONS]
    return round(_left(eligibility, profile, attribute_name, today, _DEEPEST, budget))


def _left(
    eligibility: Eligibility,
    profile: Profile,
    attribute_name: str,
    today: date,
    depth: int,
    budget: list[int],
) -> float:
    attribute = eligibility.attributes[attribute_name]
    if not attribute.values or depth == 0 or budget[0] <= 0:
        return 0
    lengths = []
    for value in attribute.values:
        budget[0] -= 1
        then = {**profile, attribute_name: attribute.answer(value)}
        following = eligibility.next_question(then, today)
        deeper = following and 1 + _left(eligibility, then, following, today, depth - 1, budget)
        lengths.append(deeper or 0)
    return sum(lengths) / len(lengths)
