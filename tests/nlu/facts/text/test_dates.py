"""Days as people write them, and days that do not exist."""

from __future__ import annotations

import calendar
from datetime import date

import pytest

from bot.nlu.facts.text.dates import DayFault, find_days, impossible_day

TODAY = date(2026, 11, 27)
LEADS = ("in", "by", "since", "until", "from")


def days(text: str) -> list[date]:
    return [mention.last for mention in find_days(text, TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "my last day is June 30, 2027",
        "june 30th 2027",
        "30 june 2027",
        "the 30th of June, 2027",
        "30 June '27",
        "June 30, '27",
        "june 30, 27",
        "30JUN2027",
        "30-Jun-2027",
        "30-jun-27",
        "2027-06-30",
        "2027/06/30",
        "2027.6.30",
        "6/30/2027",
        "6-30-27",
        "30.6.2027",
        "30/06/27",
        "June 2027",
        "2027 June",
        "June of 2027",
        "Jun '27",
        "jun-27",
        "Jun. 2027",
        "06/2027",
        "mid-2027",
        "middle of 2027",
        "next June",
        "june next year",
        "a year from last June, 2026",
        "one year after June 30, 2026",
        "two years from June 30, 2025",
    ],
)
def test_the_end_of_june_is_read_however_it_is_written(text):
    assert days(text) == [date(2027, 6, 30)]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_keeps_the_year_behind_it(lead, month):
    last = date(2029, month, calendar.monthrange(2029, month)[1])

    assert days(f"I am a trainee {lead} {calendar.month_name[month]} 2029.") == [last]
    assert days(f"{lead} {calendar.month_abbr[month]} '29 it is over") == [last]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_without_a_year_is_the_next_and_says_that_it_was_guessed(lead, month):
    [mention] = find_days(f"I am a trainee {lead} {calendar.month_name[month]}", TODAY)

    assert mention.day == date(2026 if month >= TODAY.month else 2027, month, 1)
    assert mention.month_only
    assert not mention.has_year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("next november", date(2027, 11, 30)),
        ("this november", date(2026, 11, 30)),
        ("last november", date(2025, 11, 30)),
        ("next december", date(2027, 12, 31)),
        ("next january", date(2027, 1, 31)),
        ("this past july", date(2026, 7, 31)),
        ("last may", date(2026, 5, 31)),
        ("a year from next november", date(2028, 11, 30)),
        ("six months after March 31, 2027", date(2027, 9, 30)),
        ("tomorrow", date(2026, 11, 28)),
        ("two years from now", date(2028, 11, 27)),
        ("ten years ago", date(2016, 11, 27)),
        ("end of 2027", date(2027, 12, 31)),
        ("class of 2028", date(2028, 6, 30)),
        ("class of '28", date(2028, 6, 30)),
        ("graduating in 2028", date(2028, 6, 30)),
        ("expected graduation from residency: 2029", date(2029, 6, 30)),
        ("my graduation may be in 2029", date(2029, 6, 30)),
        ("expected graduation date: May 2029", date(2029, 5, 31)),
        ("graduation in May 15, 2029", date(2029, 5, 15)),
    ],
)
def test_a_day_is_counted_from_today(text, day):
    assert days(text) == [day]


def test_so_many_years_ago_is_no_day_but_a_guess():
    assert [mention.roughly for mention in find_days("four years ago, not today", TODAY)] == [
        True,
        False,
    ]


def test_one_day_that_is_day_first_makes_the_others_of_the_message_so():
    assert days("from 1/7/2027 until 30/6/2028") == [date(2027, 7, 1), date(2028, 6, 30)]
    assert days("from 1/7/2027") == [date(2027, 1, 7)]
    assert days("from 7/1/2027 until 6/30/2028") == [date(2027, 7, 1), date(2028, 6, 30)]


@pytest.mark.parametrize(
    "text",
    [
        "I may join",
        "we march on",
        "24/7",
        "2/3 of my time",
        "in 2027",
        "a year",
        "call 555-10-12345",
    ],
)
def test_what_only_looks_like_a_day_is_none(text):
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "words", "fault"),
    [
        ("it ends on April 31, 2027", "April 31, 2027", DayFault.NO_SUCH_DAY),
        ("31 September", "31 September", DayFault.NO_SUCH_DAY),
        ("2/30/2027", "2/30/2027", DayFault.NO_SUCH_DAY),
        ("Feb 29 2027", "Feb 29 2027", DayFault.NO_SUCH_DAY),
        ("14/14/2027", "14/14/2027", DayFault.NO_SUCH_MONTH),
        ("2027-15-01", "2027-15-01", DayFault.NO_SUCH_MONTH),
        ("July 1, 2270", "July 1, 2270", DayFault.UNLIKELY_YEAR),
        ("7/1/2207", "7/1/2207", DayFault.UNLIKELY_YEAR),
        ("in 1827-07-01", "1827-07-01", DayFault.UNLIKELY_YEAR),
    ],
)
def test_a_day_that_cannot_be_is_left_out_and_named(text, words, fault):
    impossible = impossible_day(text, TODAY)

    assert impossible is not None
    assert (impossible.words, impossible.fault) == (words, fault)
    assert days(text) == []


def test_a_day_that_exists_is_not_called_impossible():
    assert impossible_day("February 29, 2028", TODAY) is None
