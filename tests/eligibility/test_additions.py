"""What an announced retirement and federal service add to a decision, and whom they add nothing to."""

from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.profile import check

TODAY = date(2026, 11, 23)
GENERAL = {
    "profession": "physician",
    "stage": "in_practice",
    "place": "us",
    "field": "diagnostic_radiology",
    "board": ["abr"],
}
RETIRED = {**GENERAL, "stage": "fully_retired", "acr_history": "in_practice"}
ANNOUNCED = {"retirement_notice": "2026-11-20", "retirement_date": "2027-01-31"}


@pytest.fixture
def decide(eligibility, knowledge):
    def decide_(facts, **more):
        return eligibility.decide(check({**facts, **more}, knowledge.attributes), TODAY)

    return decide_


def test_a_retirement_to_come_adds_what_it_will_need(decide, knowledge):
    before, after = decide(GENERAL), decide(GENERAL, **ANNOUNCED)
    retirement = knowledge.rules.retirement
    assert after.category == before.category == "general"
    assert after.alternatives == (*before.alternatives, *retirement.alternatives)
    assert set(retirement.documents) <= set(after.documents)
    assert set(retirement.staff) <= set(after.staff)


@pytest.mark.parametrize(
    "facts",
    [
        {"retirement_date": "2027-01-31"},
        {"retirement_notice": "2026-11-20"},
        {"retirement_notice": "2026-11-20", "retirement_date": "2026-10-31"},
    ],
)
def test_one_that_is_not_announced_or_is_past_adds_nothing(decide, facts):
    assert "retired" not in decide(GENERAL, **facts).alternatives


def test_a_refund_is_for_who_is_retired_or_will_be(decide):
    told = {"retirement_notice": "2026-02-15", "retirement_date": "2026-01-31"}
    paid = {**told, "dues_paid_year": 2026}
    assert decide(RETIRED, **paid).refund == "full"
    assert decide(RETIRED).refund is None
    assert decide(GENERAL, dues_paid_year=2026).refund is None


def test_federal_service_adds_the_letter_where_the_discount_is_stated(decide, knowledge):
    documents = knowledge.dues.federal_discount.documents
    assert set(documents) <= set(decide(GENERAL, federal_service="va").documents)
    assert not set(documents) & set(decide(GENERAL, federal_service="reserve_guard").documents)
    assert not set(documents) & set(decide(GENERAL).documents)


def test_of_another_category_the_discount_is_not_stated(decide, knowledge):
    associate = {**GENERAL, "board": ["none"], "residency_completed": "yes"}
    decision = decide(associate, federal_service="va")
    assert decision.category == "associate"
    assert not set(knowledge.dues.federal_discount.documents) & set(decision.documents)
