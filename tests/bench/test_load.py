"""A row of the load table says how long people waited, or that hardly anything was measured."""

from __future__ import annotations

import pytest

from bench.load import HEAD, LEAST_RATE, problem, row
from testkit.load_client import Tally


def test_a_row_has_its_rate_its_waits_and_every_fault():
    tally = Tally(seconds=[0.1] * 50, wrong=1, lost=2, doubled=3, unchecked=4, sessions=6)

    line = row("SQLite", tally, 8, 10.0)

    assert line == "| SQLite | 8 | 5 | 100 | 100 | 100 | 6 | 0 · 0 · 1 · 5 · 4 |"
    assert line.count("|") == HEAD[0].count("|")


def test_hardly_any_answers_are_no_measurement():
    with pytest.raises(ValueError, match="SQLite, 8 people: 29 answers in 10 s"):
        row("SQLite", Tally(seconds=[0.1] * (10 * LEAST_RATE - 1)), 8, 10.0)


def test_what_was_lost_or_wrong_is_a_problem_of_its_row():
    assert not problem("SQLite", Tally(seconds=[0.1], unchecked=4), 8)
    wrong = Tally(seconds=[0.1], wrong=1, lost=2, doubled=3)
    assert problem("SQLite", wrong, 8) == "SQLite, 8 people: 2 lost, 3 doubled, 1 wrong"
