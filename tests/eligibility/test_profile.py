"""A profile is checked once: values as they are stored, dates as dates, nothing unheard of."""

from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.profile import check, check_value, day_of
from bot.errors import ImpossibleDates, UnknownValue


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("place", "us", "us"),
        ("place", "unknown", "unknown"),
        ("board", "abr", ("abr",)),
        ("board", ["rcpsc", "abr", "abr"], ("abr", "rcpsc")),
        ("training_end", "2027-06-30", date(2027, 6, 30)),
        ("training_end", date(2027, 6, 30), date(2027, 6, 30)),
        ("training_end", "unknown", "unknown"),
        ("school_years", 6, 6),
        ("school_years", "6", 6),
        ("school_years", 15, 15),
        ("dues_paid_year", "2027", 2027),
        ("chapters_requested", 99, 99),
    ],
)
def test_a_value_as_it_is_stored(knowledge, name, value, stored):
    assert check_value(knowledge.attributes[name], value) == stored


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("school_years", 16, UnknownValue),
        ("school_years", -1, UnknownValue),
        ("school_years", "six", UnknownValue),
        ("school_years", "²", UnknownValue),
        ("school_years", "9" * 5000, UnknownValue),
        ("chapters_requested", 100, UnknownValue),
        ("dues_paid_year", 1899, UnknownValue),
        ("dues_paid_year", 2201, UnknownValue),
        ("board", 7, UnknownValue),
        ("board", ["abr", "abc"], UnknownValue),
        ("place", ["us"], UnknownValue),
        ("training_end", "June", ImpossibleDates),
        ("training_end", "9999-12-31", ImpossibleDates),
        ("retirement_date", date(1899, 12, 31), ImpossibleDates),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(knowledge, name, value, error):
    with pytest.raises(error) as refusal:
        check_value(knowledge.attributes[name], value)
    assert refusal.value.attribute == name


def test_what_was_not_asked_is_left_out(knowledge):
    assert check({"place": None, "arrt": "yes"}, knowledge.attributes) == {"arrt": "yes"}


def test_a_trainee_may_speak_of_two_programs(knowledge):
    values = {
        "stage": "in_training",
        "training_start": "2026-07-01",
        "training_end": "2026-06-30",
    }
    assert check(values, knowledge.attributes)["training_start"] == date(2026, 7, 1)


def test_a_day_is_read_or_refused_with_what_it_was_for():
    assert day_of("as_of", "2027-01-01") == date(2027, 1, 1)
    with pytest.raises(ImpossibleDates, match="as_of: 'tomorrow' is no date"):
        day_of("as_of", "tomorrow")
    with pytest.raises(ImpossibleDates, match="as_of: 9999-12-31 is not between 1900 and 2200"):
        day_of("as_of", "9999-12-31")
