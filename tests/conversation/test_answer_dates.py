"""Days typed as the answer to a question for a day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.answer_dates import problem_with, read_day
from bot.nlu.facts.text.dates import DayFault

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("july 15", "2027-07-15"),
        ("July 15th", "2027-07-15"),
        ("15th of july", "2027-07-15"),
        ("by july 15", "2027-07-15"),
        ("dec 20", "2026-12-20"),
        ("november 3", "2027-11-03"),
        ("15 July '28", "2028-07-15"),
        ("it ended july 15", "2026-07-15"),
        ("finished on November 3", "2026-11-03"),
        ("7/15", "2027-07-15"),
        ("15/7", "2027-07-15"),
        ("7/28", "2028-07-31"),
        ("by 7/2028", "2028-07-31"),
        ("2028", "2028-12-31"),
        ("probably in 2028", "2028-12-31"),
        ("mid 2028", "2028-06-30"),
        ("a year from next march", "2028-03-31"),
    ],
)
def test_the_end_of_training_is_read_without_a_year_or_a_day(knowledge, text, day):
    assert read_day(knowledge.attributes["training_end"], text, TODAY) == day


def test_a_start_is_the_first_day_of_what_is_named(knowledge):
    start = knowledge.attributes["next_program_start"]

    assert read_day(start, "7/28", TODAY) == "2028-07-01"
    assert read_day(start, "2028", TODAY) == "2028-01-01"


@pytest.mark.parametrize("text", ["July", "in two years", "13/45", "soon", "july 32"])
def test_what_leaves_the_day_open_is_asked_again(knowledge, text):
    assert read_day(knowledge.attributes["training_end"], text, TODAY) is None


def test_a_day_of_retirement_without_a_year_needs_to_say_whether_it_is_over(knowledge):
    retirement = knowledge.attributes["retirement_date"]

    assert read_day(retirement, "march 31", TODAY) is None
    assert read_day(retirement, "I stopped on march 31", TODAY) == "2026-03-31"
    assert read_day(retirement, "I will on march 31", TODAY) == "2027-03-31"


@pytest.mark.parametrize(
    ("text", "words", "fault"),
    [
        ("September 31, 2027", "September 31, 2027", DayFault.NO_SUCH_DAY),
        ("9/31", "9/31", DayFault.NO_SUCH_DAY),
        ("15/15/2027", "15/15/2027", DayFault.NO_SUCH_MONTH),
        ("2720", "2720", DayFault.UNLIKELY_YEAR),
        ("7/1/2270", "7/1/2270", DayFault.UNLIKELY_YEAR),
    ],
)
def test_a_day_that_cannot_be_is_no_answer_and_its_fault_is_named(knowledge, text, words, fault):
    attribute = knowledge.attributes["training_end"]
    problem = problem_with(attribute, text, TODAY)

    assert read_day(attribute, text, TODAY) is None
    assert problem is not None
    assert (problem.words, problem.fault) == (words, fault)


def test_nothing_is_wrong_with_a_day_that_exists_or_is_not_there(knowledge):
    attribute = knowledge.attributes["training_end"]

    assert problem_with(attribute, "June 30, 2027", TODAY) is None
    assert problem_with(attribute, "I cannot say", TODAY) is None


def test_today_in_a_sentence_about_something_else_is_no_answer(knowledge):
    end = knowledge.attributes["training_end"]
    assert read_day(end, "I am still active duty today, do I keep the 50%?", TODAY) is None
    assert read_day(end, "today", TODAY) == TODAY.isoformat()
