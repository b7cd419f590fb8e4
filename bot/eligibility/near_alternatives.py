"""Near alternatives: what a person could change that would lead to another category."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import Profile, Value
from bot.knowledge.rules import Rules

# An answer that was left open is followed through so many questions behind it.
_QUESTIONS_BEHIND = 2


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


def opened_by(
    eligibility: Eligibility, profile: Profile, name: str, today: date
) -> tuple[str, ...]:
    """Return the categories that another answer to a question may lead to, as far as a few questions tell."""
    return tuple(dict.fromkeys(_reached(eligibility, profile, name, today, _QUESTIONS_BEHIND)))


def _reached(
    eligibility: Eligibility, profile: Profile, name: str, today: date, questions: int
) -> Iterator[str]:
    attribute = eligibility.attributes[name]
    answers: list[Value] = [attribute.answer(value) for value in attribute.values]
    if attribute.enough is not None:
        answers.append(attribute.enough)
    for answer in answers:
        then = {**profile, name: answer}
        decision = eligibility.decide(then, today)
        if decision.status is Status.DECIDED:
            yield decision.category
        elif questions and decision.missing and decision.missing[0] not in profile:
            yield from _reached(eligibility, then, decision.missing[0], today, questions - 1)


def _is_better(then: Decision, now: Decision, rules: Rules) -> bool:
    """A category where there was none, settled where it was open, or full membership."""
    if then.status is not Status.DECIDED or then.category == now.category or then.needs_staff:
        return False
    is_full = rules.categories[then.category].full
    return now.status is not Status.DECIDED or now.needs_staff or is_full
