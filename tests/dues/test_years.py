"""Days that matter, ends included."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dues.refund import refund_of
from bot.dues.timeline import after_training, on_retiring
from bot.dues.years import dues_year, first_dues_day, six_months_after


@pytest.mark.parametrize(
    ("ends", "turns"),
    [
        ("2026-06-30", "2026-12-30"),
        ("2026-07-01", "2027-01-01"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-29", "2028-02-29"),
        ("2027-08-31", "2028-02-29"),
        ("2028-02-29", "2028-08-29"),
        ("2026-12-31", "2027-06-30"),
    ],
)
def test_six_months_after(ends, turns):
    assert six_months_after(date.fromisoformat(ends)) == date.fromisoformat(turns)


def test_first_dues_fall_in_the_january_after_training():
    assert (
        first_dues_day(date(2026, 1, 1)) == first_dues_day(date(2026, 12, 31)) == date(2027, 1, 1)
    )


def test_the_dues_year_turns_on_january_1():
    ends = date(2026, 6, 30)
    assert [
        dues_year(ends, day) for day in (date(2026, 12, 31), date(2027, 1, 1), date(2030, 5, 5))
    ] == [0, 1, 4]


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
        date.fromisoformat(notice), paid, date.fromisoformat(retires) if retires else None
    )
    assert refund.published == outcome


def test_nothing_paid_is_nothing_to_refund():
    assert refund_of(date(2027, 2, 1), None, None) is None
    assert refund_of(date(2027, 2, 1), 2026, None) is None
    assert refund_of(None, 2027, None) is None


def test_the_timeline_after_training_in_june_is_in_order_and_quotes_77(knowledge):
    events = after_training(date(2027, 6, 30), knowledge)
    assert [event.on for event in events] == sorted(event.on for event in events)
    assert any(event.on == date(2028, 1, 1) and "$77" in event.details for event in events)
    assert not any("open" in event.title for event in events)


def test_training_that_ends_after_july_1_leaves_a_question_open(knowledge):
    assert any("open" in event.title for event in after_training(date(2027, 7, 2), knowledge))


def test_retiring_in_summer_is_told_in_the_next_january(knowledge):
    events = on_retiring(date(2027, 6, 30), knowledge)
    assert [str(event.on) for event in events] == ["2027-06-30", "2028-01-01", "2028-03-31"]
