"""Who is still to retire tells the College on a day to come."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.retirement_notice import notice_to_come
from bot.knowledge.loader import load

TODAY = date(2026, 11, 23)
REFUND = load().dues.retirement_refund
LATER = {"retirement_date": "2027-12-31"}


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({"retirement_notice": "2026-02-10"}, "2027-02-10"),
        ({"retirement_notice": "2025-12-01"}, "2026-12-01"),
        ({"retirement_notice": "2026-02-10", "dues_paid_year": "2028"}, "2028-02-10"),
        ({"retirement_notice": "2026-02-10", "dues_paid_year": "2025"}, "2027-02-10"),
        # After March no dues come back, so the year that was paid for says nothing.
        ({"retirement_notice": "2026-04-10", "dues_paid_year": "2028"}, "2027-04-10"),
        ({"retirement_notice": "2026-02-10", "dues_paid_year": "unknown"}, "2027-02-10"),
    ],
)
def test_a_day_without_a_year_is_one_to_come(told, day):
    assert notice_to_come({**LATER, **told}, "I tell you on that day", TODAY, REFUND) == day


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({}, "I will retire"),
        ({"retirement_notice": "unknown"}, "not sure"),
        ({"retirement_notice": "2027-01-10"}, "in January"),
        ({"retirement_notice": "2026-02-10"}, "I told you on February 10, 2026"),
        ({"retirement_notice": "2026-02-10", "retirement_date": "2026-06-30"}, "in February"),
    ],
)
def test_a_day_that_was_meant_as_it_stands_stays(told, text):
    assert notice_to_come({**LATER, **told}, text, TODAY, REFUND) is None
