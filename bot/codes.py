"""Codes that people read out on the phone: their letters, how one is made, how a text holds one."""

from __future__ import annotations

import re
import secrets

# No letters or digits that are mistaken for one another.
ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"
_HALF = 4
PATTERN = re.compile(rf"\b([{ALPHABET}]{{{_HALF}}})[- ]?([{ALPHABET}]{{{_HALF}}})\b", re.IGNORECASE)


def random_letters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def new_code() -> str:
    """Two fours with a dash, at least one digit among them, so that no word is taken for a code."""
    while True:
        letters = random_letters(2 * _HALF)
        if any(letter.isdigit() for letter in letters):
            return f"{letters[:_HALF]}-{letters[_HALF:]}"
