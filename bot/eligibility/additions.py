"""What a retirement, and federal service, add to a decision that a rule has made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dues.refund import refund_for
from bot.eligibility.decision import Decision
from bot.eligibility.derived import Facts
from bot.eligibility.profile import Profile
from bot.knowledge.categories import Category, PricePolicy
from bot.knowledge.dues import Discount, RetirementRefund
from bot.knowledge.rules import Retirement


def with_retirement(
    decision: Decision,
    category: Category,
    profile: Profile,
    facts: Facts,
    retirement: Retirement,
    refund_rule: RetirementRefund,
) -> Decision:
    """Add a retirement that is to come, and the refund of dues already paid."""
    refund = refund_for(profile, refund_rule)
    is_retired = category.price.policy is PricePolicy.RETIRED
    is_announced = _is_announced(profile, facts, decision.as_of)
    if is_announced:
        decision = replace(
            decision,
            alternatives=(*decision.alternatives, *retirement.alternatives),
            documents=(*decision.documents, *retirement.documents),
            staff=(*decision.staff, *retirement.staff),
        )
    if refund is None or not (is_announced or is_retired):
        return decision
    open_refund = retirement.open_refund if is_retired and refund.is_open else ()
    return replace(decision, refund=refund.published, staff=(*decision.staff, *open_refund))


def with_discount(
    decision: Decision, category: Category, facts: Facts, discount: Discount
) -> Decision:
    """Add the documents of the federal discount where it is stated for the category."""
    if not discount.is_stated_for(facts.get("federal_service"), category.id):
        return decision
    return replace(decision, documents=(*decision.documents, *discount.documents))


def _is_announced(profile: Profile, facts: Facts, today: date) -> bool:
    retires = profile.get("retirement_date")
    return (
        "retirement_notice" in profile
        and isinstance(retires, date)
        and retires > today
        and facts.get("stage") != "fully_retired"
    )
