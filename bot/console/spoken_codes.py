"""Codes and references as callers read them out: letter by letter, in words, or with a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.codes import ALPHABET

CODE_LENGTH, REFERENCE_LENGTH = 8, 6
_MOST_FOREIGN = 1
_FEWEST_SPELT = 4
_FILLER = frozenset(
    "and answers as callback code dash hyphen id in is it it's its minus my number of ref reference"
    " saved space the then under with".split()
)
_LETTER_WORDS = (
    "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november"
    " oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
).split()
_DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_CHARACTERS = {
    **{word: word[0].upper() for word in _LETTER_WORDS},
    **{word: str(digit) for digit, word in enumerate(_DIGIT_WORDS)},
}
_CALLED_A_CODE = re.compile(r"\b(?:code|ref|reference)\b", re.IGNORECASE)


def spoken_code(text: str, length: int) -> str | None:
    """Return the characters that a text reads out, in capitals; None where it is no such code.

    One character may be none that our codes have: "TYEY 09YP" is a code with a slip.
    """
    characters = "".join(_characters(text)).upper()
    foreign = sum(character not in ALPHABET for character in characters)
    if len(characters) != length or foreign > _MOST_FOREIGN:
        return None
    return characters


def is_surely_code(text: str) -> bool:
    """Tell whether a text can be nothing else: it says so, or spells it out, or mixes in digits."""
    tokens = text.replace("-", " ").split()
    spelt = sum(len(token) == 1 or token.lower() in _CHARACTERS for token in tokens)
    is_mixed = any(re.search(r"\d", t) and re.search(r"[a-z]", t, re.IGNORECASE) for t in tokens)
    return bool(_CALLED_A_CODE.search(text)) or spelt >= _FEWEST_SPELT or is_mixed


def _characters(text: str) -> Iterator[str]:
    words = [word for word in re.split(r"[\s,.:;-]+", text) if word]
    for word in words:
        plain = word.lower()
        if plain in _CHARACTERS:
            yield _CHARACTERS[plain]
        elif len(word) == 1 and word.isalnum():
            yield word
        elif plain not in _FILLER:
            yield "".join(character for character in word if character.isalnum())
