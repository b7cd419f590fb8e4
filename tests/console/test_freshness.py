"""An answer is due at the end of its own period or of that of all, and is named before its last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.console.freshness import due_for_review, ending, review_day

TODAY = date(2026, 11, 23)
QUARTER = timedelta(days=90)


@pytest.fixture
def answer(knowledge):
    return replace(knowledge.answers["membership/cme"], reviewed=TODAY - QUARTER, valid_until=None)


def test_an_answer_is_due_after_the_period_of_all_or_its_own(answer):
    assert review_day(answer, QUARTER) == TODAY
    assert review_day(replace(answer, valid_until=date(2027, 6, 1)), QUARTER) == date(2027, 6, 1)


def test_what_is_due_longest_comes_first(answer):
    older = replace(answer, id="membership/older", reviewed=answer.reviewed - timedelta(days=1))
    newer = replace(answer, id="membership/newer", reviewed=TODAY)
    due = due_for_review([newer, answer, older], QUARTER, TODAY)
    assert due == [(TODAY - timedelta(days=1), older), (TODAY, answer)]


def test_an_answer_is_named_from_two_weeks_before_its_last_day_on(answer):
    days = (TODAY + timedelta(days=15), TODAY + timedelta(days=14), TODAY - timedelta(days=1), None)
    answers = [replace(answer, last_day=day) for day in days]
    assert ending(answers, TODAY) == [answers[2], answers[1]]
