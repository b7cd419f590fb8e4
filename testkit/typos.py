"""Texts with the slips of a hurried hand: a letter dropped, doubled, swapped with the next, or its neighbour's."""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"\b[a-z]{4,}\b")
_WORDS_PER_SLIP = 5
_NEIGHBOURS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        "wa qe wr et ry tu yi uo ip o qs ad sf dg fh gj hk jl k zx xc cv vb bn nm n".split(),
        strict=False,
    )
)


def with_slips(text: str, seed: int) -> str:
    """Return the text with a slip in about every fifth of its longer words, in one at least."""
    chance = random.Random(f"{seed} {text}")
    words = list(_WORD.finditer(text))
    count = min(len(words), max(1, len(words) // _WORDS_PER_SLIP))
    for match in sorted(chance.sample(words, count), key=lambda word: -word.start()):
        text = text[: match.start()] + slip(match.group(), chance) + text[match.end() :]
    return text


def slip(word: str, chance: random.Random) -> str:
    """Return the word with one slip, its first letter as it is."""
    place = chance.randrange(1, len(word) - 1)
    head, letter, following, rest = word[:place], word[place], word[place + 1], word[place + 2 :]
    return chance.choice(
        [
            head + following + rest,
            head + letter + letter + following + rest,
            head + following + letter + rest,
            head + chance.choice(_NEIGHBOURS[letter]) + following + rest,
        ]
    )
