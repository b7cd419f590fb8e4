"""The figures in a text, so that each of them can be traced to what a page says."""

from __future__ import annotations

import re

from bot.knowledge.texts import PLACEHOLDER

# "One" and "first" are left out: they mostly count nothing.
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split(),
        start=2,
    )
}
_TENS = {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z]+")


def figures(text: str) -> frozenset[str]:
    """Return the numbers of a text, written as digits or as words, without separators of thousands."""
    plain = PLACEHOLDER.sub("", text)
    digits = (number.replace(",", "") for number in _NUMBER.findall(plain))
    named = {**_WORDS, **_TENS}
    words = (named[word] for word in _WORD.findall(plain.lower()) if word in named)
    return frozenset((*digits, *words))
