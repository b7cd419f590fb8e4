"""A slip changes one longer word, and nothing else."""

from __future__ import annotations

import random

import pytest

from bot.nlu.encoder.tuning.typos import with_typo


@pytest.mark.parametrize("seed", range(20))
def test_one_of_the_longer_words_changes_and_keeps_its_first_letter(seed):
    text = "how much do residents pay"
    changed = with_typo(text, random.Random(seed)).split(" ")
    pairs = list(zip(text.split(" "), changed, strict=True))
    assert sum(before != after for before, after in pairs) <= 1
    assert all(
        before[0] == after[0] and len(before) - len(after) in {-1, 0, 1} for before, after in pairs
    )
    assert all(before == after for before, after in pairs if len(before) < 4)


def test_the_slips_are_of_every_kind():
    slips = {with_typo("fellowship", random.Random(seed)) for seed in range(100)}
    assert len(slips) > 20
    assert {len(slip) for slip in slips} == {9, 10, 11}


@pytest.mark.parametrize("text", ["hi", "pgy3 or 2?", ""])
def test_short_words_and_codes_are_left_alone(text):
    assert with_typo(text, random.Random(1)) == text


def test_the_same_chance_makes_the_same_slip():
    assert with_typo("membership dues", random.Random(5)) == with_typo(
        "membership dues", random.Random(5)
    )
