"""The refund of dues already paid: the window of the page, ends included."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dues.refund import FULL, NONE_STATED, STAFF, UNPAID_AND_LATE, Refund, refund_for, refund_of
from bot.knowledge.loader import load

RULE = load().dues.retirement_refund


@pytest.mark.parametrize(
    ("notice", "paid", "retires", "outcome"),
    [
        ("2027-01-01", 2027, None, "full"),
        ("2027-03-31", 2027, None, "full"),
        ("2028-02-29", 2028, None, "full"),
        ("2027-04-01", 2027, None, "none_stated"),
        ("2026-12-31", 2027, None, "staff"),
        ("2027-02-01", 2027, "2027-06-30", "staff"),
        ("2027-02-01", 2027, "2027-01-31", "full"),
    ],
)
def test_the_refund_window(notice, paid, retires, outcome):
    refund = refund_of(
        date.fromisoformat(notice), paid, date.fromisoformat(retires) if retires else None, RULE
    )
    assert refund.published == outcome


def test_nothing_paid_is_nothing_to_refund():
    assert refund_of(date(2027, 2, 1), None, None, RULE) is None
    assert refund_of(date(2027, 2, 1), 2026, None, RULE) is None
    assert refund_of(None, 2027, None, RULE) is None


def test_dues_that_were_not_paid_and_a_late_notice_are_for_staff():
    refund = refund_of(date(2027, 5, 1), 2026, None, RULE)
    assert (refund.outcome, refund.published, refund.is_open) == (UNPAID_AND_LATE, None, True)


def test_the_refund_is_about_the_year_of_the_notice():
    """Somebody who retired in December and gives notice in January is refunded for the new year."""
    refund = refund_of(date(2027, 1, 15), 2027, date(2026, 12, 20), RULE)
    assert (refund.outcome, refund.year) == (FULL, 2027)


@pytest.mark.parametrize(
    ("outcome", "is_open"),
    [(FULL, False), (NONE_STATED, False), (STAFF, True), (UNPAID_AND_LATE, True)],
)
def test_what_the_pages_leave_open_is_for_staff(outcome, is_open):
    assert Refund(outcome, 2027).is_open == is_open


def test_a_full_refund_leaves_no_year_unsettled():
    assert not Refund(FULL, 2027).is_unsettled_for(2027)
    assert Refund(STAFF, 2027).is_unsettled_for(2027)
    assert not Refund(STAFF, 2027).is_unsettled_for(2026)


def test_a_profile_without_days_has_no_refund():
    assert refund_for({}, RULE) is None
    assert refund_for({"retirement_notice": "unknown", "dues_paid_year": 2027}, RULE) is None


def test_a_profile_with_notice_and_paid_year_has_one():
    profile = {"retirement_notice": date(2027, 2, 1), "dues_paid_year": 2027}
    assert refund_for(profile, RULE) == Refund(FULL, 2027)
    late = {**profile, "retirement_date": date(2027, 6, 30)}
    assert refund_for(late, RULE) == Refund(STAFF, 2027)
