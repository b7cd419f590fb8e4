"""Near alternatives: what a person could change that would lead to another category."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import Profile
from bot.knowledge.rules import Rules


@dataclass(frozen=True)
class NearAlternative:
    """With `value` for `attribute` the decision would be `decision`."""

    attribute: str
    value: str
    decision: Decision


def near_alternatives(
    eligibility: Eligibility, profile: Profile, today: date
) -> tuple[NearAlternative, ...]:
    """Return one way in an attribute, only over facts that a person can change."""
    now = eligibility.decide(profile, today)
    return tuple(
        alternative
        for name, attribute in eligibility.attributes.items()
        if attribute.can_change and name in profile
        for alternative in _first(eligibility, profile, name, now, today)
    )


def _first(
    eligibility: Eligibility, profile: Profile, name: str, now: Decision, today: date
) -> Iterator[NearAlternative]:
    attribute = eligibility.attributes[name]
    for value in attribute.values:
        answer = attribute.answer(value)
        held = profile[name]
        if held == answer or (isinstance(held, tuple) and value in held):
            continue
        then = eligibility.decide({**profile, name: answer}, today)
        if _is_better(then, now, eligibility.rules):
            yield NearAlternative(name, value, then)
            return


def _is_better(then: Decision, now: Decision, rules: Rules) -> bool:
    """A category where there was none, settled where it was open, or full membership."""
    if then.status is not Status.DECIDED or then.category == now.category or then.needs_staff:
        return False
    is_full = rules.categories[then.category].full
    return now.status is not Status.DECIDED or now.needs_staff or is_full
