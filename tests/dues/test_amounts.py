"""A category is priced by its own policy, and by no other's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.dues.amounts import no_dues, owed
from bot.dues.refund import FULL, NONE_STATED, STAFF, Refund, refund_for
from bot.dues.situation import Situation
from tests.dues.conftest import TODAY, publish

JUNE, AUGUST = date(2026, 6, 30), date(2026, 8, 31)
FEBRUARY = date(2027, 2, 1)


def retirement(notice, retires=None):
    """Dues of the year of the notice are paid."""
    return {
        "retirement_notice": notice,
        "retirement_date": retires or notice,
        "dues_paid_year": notice.year,
    }


@pytest.mark.parametrize(
    ("category", "amount"),
    [
        ("medical_student", "0.00"),
        ("member_in_training", "0.00"),
        ("international_mit", "138.00"),
        ("international", "391.00"),
        ("retired", "0.00"),
        ("general", None),
        ("associate", None),
        ("allied_health", None),
    ],
)
def test_what_the_page_states_for_a_category(pays, category, amount):
    dues = pays(category, {})
    assert dues.amount == (None if amount is None else Decimal(amount))
    assert dues.is_known == (amount is not None)
    assert dues.staff == ()


@pytest.mark.parametrize("category", ["general", "associate", "allied_health"])
def test_the_note_follows_the_amount(pays, knowledge, category):
    assert "is on the schedule of dues" in pays(category, {}).note
    published = pays(category, {}, dues=publish(knowledge.dues, category))
    assert published.amount == Decimal("900.00")
    assert "schedule of dues" not in published.note


@pytest.mark.parametrize(
    ("category", "gap"), [("member_in_training", "G22"), ("international_mit", "G26")]
)
def test_between_january_and_six_months_after_training_the_amount_is_open(pays, category, gap):
    dues = pays(category, {"training_end": AUGUST}, FEBRUARY)
    assert (dues.amount, dues.staff) == (None, (gap,))
    assert pays(category, {"training_end": JUNE}, FEBRUARY).is_known


def test_a_price_that_a_rule_leaves_open_stays_open(knowledge):
    situation = Situation.of({}, TODAY, price_open="long_gap_before_training")
    dues = owed(knowledge.rules.categories["member_in_training"], situation, knowledge.dues)
    assert (dues.amount, dues.staff) == (None, ("G14",))


def test_a_trainee_from_here_who_works_abroad_is_between_two_rates(pays):
    profile = {"training_end": JUNE, "acr_history": "mit"}
    this_year = pays("international", profile)
    assert this_year.amount == 0
    assert "first dues are owed from 2027-01-01" in this_year.note
    assert "$77" not in this_year.note
    next_year = pays("international", profile, FEBRUARY)
    assert (next_year.amount, next_year.staff) == (None, ("G24",))
    assert pays("international", profile, date(2031, 2, 1)).amount == Decimal("391.00")


def test_a_trainee_abroad_keeps_the_trainee_rate_until_january(pays):
    profile = {"training_end": JUNE, "acr_history": "international_mit"}
    assert pays("international", profile).amount == Decimal("138.00")
    assert pays("international", profile, FEBRUARY).amount == Decimal("391.00")


@pytest.mark.parametrize(
    ("retirement", "outcome", "year", "amount", "words"),
    [
        (retirement(date(2026, 2, 2)), FULL, 2026, Decimal("0.00"), "Free once retired."),
        (retirement(date(2026, 5, 1)), NONE_STATED, 2026, None, "no refund is stated"),
        (retirement(date(2026, 2, 2), AUGUST), STAFF, 2026, None, "is for staff"),
        (retirement(date(2025, 5, 1)), NONE_STATED, 2025, Decimal("0.00"), "Free once retired."),
    ],
)
def test_a_retired_member_owes_nothing_but_for_a_year_that_is_open(
    pays, knowledge, retirement, outcome, year, amount, words
):
    assert refund_for(retirement, knowledge.dues.retirement_refund) == Refund(outcome, year)
    dues = pays("retired", retirement)
    assert dues.amount == amount
    assert words in dues.note


def test_without_a_category_no_amount_is_stated(knowledge):
    dues = no_dues(knowledge.dues)
    assert (dues.amount, dues.lines, dues.staff) == (None, (), ())
    assert "ask the membership department" in dues.note
