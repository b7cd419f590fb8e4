"""Days that matter, ends included."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dues.after_training import dues_year, first_dues_day, six_months_after


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
