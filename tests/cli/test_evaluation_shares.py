"""Answerable and unanswerable questions are counted apart."""

from __future__ import annotations

from collections import Counter

from bot.cli.evaluation_shares import shares_of


def test_each_share_is_of_the_questions_that_it_is_about():
    verdicts = Counter({"right": 6, "offered": 2, "wrong": 1, "missed": 1, "answered": 1})
    assert shares_of(verdicts, may=10, must_not=4) == {
        "questions": 10,
        "right at once": 0.6,
        "right or offered": 0.8,
        "wrong": 0.1,
        "unanswerable": 4,
        "unanswerable answered": 0.25,
    }


def test_of_no_questions_there_are_no_shares():
    assert set(shares_of(Counter(), may=0, must_not=0).values()) == {0}
