"""Slips are the same every time, and leave what is short or first in a word alone."""

from __future__ import annotations

import random

from bot.nlu.spelling.edits import distance
from testkit.typos import slip, with_slips

TEXT = "what do residents pay for their membership each year"


def test_the_same_seed_makes_the_same_slips():
    assert with_slips(TEXT, seed=1) == with_slips(TEXT, seed=1) != TEXT
    assert with_slips(TEXT, seed=2) != with_slips(TEXT, seed=1)


def test_a_text_of_short_words_has_none():
    assert with_slips("do I pay it", seed=1) == "do I pay it"


def test_a_slip_is_one_edit_behind_the_first_letter():
    for seed in range(50):
        typed = slip("membership", random.Random(seed))
        assert typed[0] == "m"
        assert distance(typed, "membership", most=2) <= 1
