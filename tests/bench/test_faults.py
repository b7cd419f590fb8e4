"""A row of the fault table says what people saw, or that hardly anything was measured."""

from __future__ import annotations

from collections import Counter

from bench.faults import HEAD, LEAST_ANSWERED, TOO_FEW, problem, row
from testkit.faults import Damage
from testkit.load_client import Tally


def damage(answered, lost=3, **more):
    tally = Tally(seconds=[0.1] * answered, statuses=Counter({"200": answered, "503": 2}), **more)
    return Damage("Redis away", tally, 1.25, lost=lost, doubled=0)


def test_a_row_has_every_count_of_its_head():
    line = row(damage(LEAST_ANSWERED, notices=4, wrong=5, unchecked=6))

    assert line == "| Redis away | 50 | 4 | 2 × 503 | 1.2 s | 3 · 0 · 0 · 0 · 5 · 6 |"
    assert line.count("|") == HEAD[0].count("|") == HEAD[1].count("|")


def test_a_fault_during_which_hardly_anybody_was_answered_is_said_to_be_none():
    line = row(damage(LEAST_ANSWERED - 1))

    assert line == f"| Redis away | {LEAST_ANSWERED - 1} | {TOO_FEW} | | | |"
    assert line.count("|") == HEAD[0].count("|")


def test_what_was_lost_or_wrong_is_a_problem_of_its_row():
    assert problem(damage(LEAST_ANSWERED, wrong=5, mixed_up=1)) == (
        "Redis away: 3 lost, 1 mixed up, 5 wrong"
    )
    assert problem(damage(LEAST_ANSWERED - 1)) == "Redis away: too few answers to say anything"


def test_refusals_and_notices_are_none():
    assert not problem(damage(LEAST_ANSWERED, lost=0, notices=4, unchecked=6))
