"""Internship, residency, fellowship, practice: the order says which is over and which has not begun."""

from __future__ import annotations

from datetime import date

import pytest

from bot.nlu.facts.text.chain import order_stages
from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.dates import find_days

TODAY = date(2026, 11, 27)


def ordered(*texts: str, days: str = "") -> list[str]:
    mentions = tuple(find_days(days, TODAY))
    return [
        clause.text for clause in order_stages([Clause(text, mentions) for text in texts], TODAY)
    ]


@pytest.mark.parametrize(
    ("clauses", "marked"),
    [
        (
            ["<RESIDENCY> in <PLACE:us>", "<FELLOWSHIP> in <PLACE:canada>"],
            ["<PAST:RESIDENCY> in <PLACE:us>", "<FELLOWSHIP> in <PLACE:canada>"],
        ),
        (
            ["<FELLOWSHIP> in <PLACE:us>", "now a <SPECIALIST:x>"],
            ["<PAST:FELLOWSHIP> in <PLACE:us>", "now a <SPECIALIST:x>"],
        ),
        (
            ["<RESIDENCY> at <PLACE:us>", "i'm a <FELLOW>"],
            ["<PAST:RESIDENCY> at <PLACE:us>", "i'm a <FELLOW>"],
        ),
        (
            ["<PLACE:us> <RESIDENCY>", "<ATTENDING> in <PLACE:us>"],
            ["<PAST:RESIDENCY>", "<ATTENDING> in <PLACE:us>"],
        ),
        (["<FELLOWSHIP> in <PLACE:us> until 2019"], ["<PAST:FELLOWSHIP> in <PLACE:us> until 2019"]),
    ],
)
def test_what_comes_before_the_present_stage_is_over(clauses, marked):
    assert [text.replace("<PLACE:us> <PAST", "<PAST") for text in ordered(*clauses)] == marked


@pytest.mark.parametrize(
    "clauses",
    [
        ["<FELLOWSHIP> in <PLACE:us>"],
        ["my <RESIDENCY> is in <PLACE:us>", "i'm a <FELLOW>"],
        ["<FELLOWSHIP> since 2024"],
        ["<FELLOWSHIP> application"],
        ["<ATTENDING> in <PLACE:us>", "<FELLOWSHIP> in <PLACE:us>"],
    ],
)
def test_what_may_go_on_is_left_as_it_is(clauses):
    assert ordered(*clauses) == clauses


def test_a_program_that_starts_on_a_later_day_has_not_begun():
    text = "<FELLOWSHIP> in <PLACE:us> date0 until date1"

    assert ordered(text, days="July 1, 2027 and June 30, 2028") == [
        "<LATER:FELLOWSHIP> in <PLACE:us> date0 until date1"
    ]


def test_a_program_that_ends_on_a_later_day_goes_on():
    text = "<FELLOWSHIP> until date0"

    assert ordered(text, days="June 30, 2028") == [text]
