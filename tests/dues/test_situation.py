"""What dues depend on, read from a profile."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dues.situation import Situation

AUGUST = date(2026, 8, 31)


def test_what_a_profile_does_not_say_is_none():
    situation = Situation.of({}, AUGUST)
    assert (situation.training_end, situation.year, situation.service) == (None, None, None)
    assert situation.history == ""
    assert not situation.is_in_the_year_training_ends
    assert not situation.is_trainee_in_a_new_year
    assert not situation.is_paid_late


def test_a_day_that_is_not_known_is_no_day():
    assert Situation.of({"training_end": "unknown"}, AUGUST).year is None


@pytest.mark.parametrize(
    ("today", "year", "ends_this_year", "is_between"),
    [
        ("2025-12-31", -1, True, False),
        ("2026-08-31", 0, True, False),
        ("2026-12-31", 0, True, False),
        ("2027-01-01", 1, False, True),
        ("2027-02-27", 1, False, True),
        ("2027-02-28", 1, False, False),
        ("2028-01-01", 2, False, False),
    ],
)
def test_the_calendar_after_training(today, year, ends_this_year, is_between):
    situation = Situation.of({"training_end": AUGUST}, date.fromisoformat(today))
    assert situation.year == year
    assert situation.is_in_the_year_training_ends == ends_this_year
    assert situation.is_trainee_in_a_new_year == is_between


@pytest.mark.parametrize(
    ("paid", "is_late"), [("2027-01-01", False), ("2027-12-31", False), ("2028-01-01", True)]
)
def test_a_first_position_after_the_first_year_of_dues_is_late(paid, is_late):
    profile = {"training_end": AUGUST, "paid_position_on": date.fromisoformat(paid)}
    assert Situation.of(profile, AUGUST).is_paid_late == is_late
