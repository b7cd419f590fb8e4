"""An attack did harm where it broke something, or where somebody else waited for it."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.attack import problems
from testkit.attacks import Harm


def test_what_was_refused_in_words_and_noticed_by_nobody_did_no_harm():
    harm = Harm(Counter({"200": 4, "422": 3, "429": 2, "503": 5, "closed": 1}), waits=[0.1, 2.0])
    assert problems(harm, longest=2.0) == []


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (Harm(Counter({"500": 2})), "2 answers were errors of ours"),
        (Harm(failures=["ReadTimeout"]), "another visitor was not answered: ReadTimeout"),
        (Harm(waits=[0.1, 2.1, 0.1]), "another visitor waited 2.1 s"),
        (Harm(Counter({"still open": 3})), "3 connections were still open"),
    ],
)
def test_what_did_harm_is_named(harm, problem):
    assert problems(harm, longest=2.0) == [problem]
