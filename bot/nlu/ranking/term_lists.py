"""The words and the letters of one text, as scikit-learn's analyzers list them.

Whoever answers one message needs no more of scikit-learn than this, and importing it takes 44 MB and 0.7 s.
"""

from __future__ import annotations

import re
from itertools import pairwise

_WORD = re.compile(r"\b\w\w+\b")
_FEWEST_LETTERS, _MOST_LETTERS = 2, 4


def words_and_pairs(text: str) -> list[str]:
    """Return the words of two letters and more, and each with the next one."""
    words = _WORD.findall(text.lower())
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]


def letters_in_words(text: str) -> list[str]:
    """Return all runs of two to four letters in each word, with a blank on both its sides."""
    return [run for word in text.lower().split() for run in _runs(f" {word} ")]


def _runs(word: str) -> list[str]:
    # A word as short as a run has that one run, and none of the longer ones.
    longest = min(_MOST_LETTERS, max(_FEWEST_LETTERS, len(word)))
    return [
        word[start : start + length]
        for length in range(_FEWEST_LETTERS, longest + 1)
        for start in range(len(word) - length + 1)
    ]
