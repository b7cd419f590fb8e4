"""Synthetic slips of the keyboard, so that the encoder learns that they change nothing."""

from __future__ import annotations

import random
from collections.abc import Callable

# What lies left and right of a letter on the keyboard.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 4


def with_typo(text: str, chance: random.Random) -> str:
    """Return the text with a slip in one of its longer words; unchanged where it has none."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= _SHORTEST and word.isalpha()]
    if not long:
        return text
    place = chance.choice(long)
    words[place] = chance.choice(_SLIPS)(words[place], chance)
    return " ".join(words)


def _swap(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _omit(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _double(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at] + word[at:]


def _neighbour(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    near = [
        row[place]
        for row in _ROWS
        if (middle := row.find(word[at].lower())) >= 0
        for place in (middle - 1, middle + 1)
        if 0 <= place < len(row)
    ]
    return word[:at] + chance.choice(near or [word[at]]) + word[at + 1 :]


_SLIPS: tuple[Callable[[str, random.Random], str], ...] = (_swap, _omit, _double, _neighbour)
