"""How a day is written: each way is known by its own group, and what only looks like one is none."""

from __future__ import annotations

import pytest

from bot.nlu.facts.text.date_patterns import BEFORE_A_MONTH, DATE, SHIFT, SPAN, count_of


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("2027-06-30", {"iso": "2027-06-30"}),
        ("2027-06", {"iso": "2027-06"}),
        ("6/30/2027", {"numbers": "6/30/2027"}),
        ("30.6.27", {"numbers": "30.6.27"}),
        ("30 June 2027", {"day": "30", "month": "June", "year": "2027"}),
        ("30-Jun-27", {"day": "30", "month": "Jun", "year": "27"}),
        ("1st of july 2027", {"day": "1st", "month": "july", "year": "2027"}),
        ("June 30, 2027", {"month2": "June", "day2": "30", "year2": "2027"}),
        ("June 30 '27", {"month2": "June", "day2": "30", "year2": "'27"}),
        ("Sept of 2027", {"month3": "Sept", "year3": "2027"}),
        ("06/2027", {"month4": "06", "year4": "2027"}),
        ("end of 2027", {"part": "end of", "year5": "2027"}),
        ("class of 2027", {"class": "class of", "year6": "2027"}),
        ("graduating in '27", {"class": "graduating in", "year6": "'27"}),
        ("next June", {"which": "next", "nearmonth": "June"}),
        ("june of this year", {"nearmonth": "june", "whose": "this"}),
        ("in two years", {"relative": "in two years"}),
        ("18 months ago", {"relative": "18 months ago"}),
        ("tomorrow", {"relative": "tomorrow"}),
    ],
)
def test_each_way_of_writing_a_day_is_told_apart(text, groups):
    match = DATE.search(text)
    assert match[0] == text
    assert groups.items() <= match.groupdict().items()


@pytest.mark.parametrize("text", ["8005551234", "$2027", "PGY-3", "Mayo Clinic", "1/2", "in 2027a"])
def test_other_numbers_and_words_are_no_days(text):
    match = DATE.search(text)
    assert match is None or match[0] not in {text, "2027"}


def test_each_end_of_a_span_is_a_day_of_its_own():
    text = "07/2023-06/2027 or 7/1/2023-6/30/2027"
    assert [match[0] for match in DATE.finditer(text)] == [
        *("07/2023", "06/2027", "7/1/2023", "6/30/2027"),
    ]


@pytest.mark.parametrize(
    ("word", "count"), [("a", 1), ("An", 1), ("two", 2), ("ten", 10), ("18", 18)]
)
def test_a_count_is_a_word_or_digits(word, count):
    assert count_of(word) == count


def test_a_shift_and_a_span_have_count_and_unit():
    assert SHIFT.search("a year from ").groupdict() == {"count": "a", "unit": "year"}
    assert SPAN.search("for six months").groupdict() == {"count": "six", "unit": "month"}
    assert SHIFT.search("a year from now") is None


def test_a_word_before_may_tells_that_it_is_a_month():
    assert BEFORE_A_MONTH.search("I finish in ")
    assert not BEFORE_A_MONTH.search("what I ")
