"""Takes out of a text what we never want to keep: card, social security, e-mail, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Redacted:
    """`sensitive` when a card or social security number was taken out: the person is told then."""

    text: str
    sensitive: bool


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SOCIAL_SECURITY = re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)")
_PHONE = re.compile(
    r"(?<![\d$])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{3})[ .-]?\d{3}[ .-]\d{4}(?!\d)"
)
_LONG_NUMBER = re.compile(r"(?<![\d$.,-])\d{7,}(?![\d.,]\d)")


def redact(text: str) -> Redacted:
    """Return the text with a word in square brackets in place of each number or address."""
    removals: list[str] = []

    def swap(
        word: str, test: Callable[[str], bool] = lambda _: True
    ) -> Callable[[re.Match[str]], str]:
        def replace(match: re.Match[str]) -> str:
            if not test(match.group()):
                return match.group()
            removals.append(word)
            return f"[{word}]"

        return replace

    text = _EMAIL.sub(swap("e-mail"), text)
    text = _CARD.sub(swap("card number", _passes_luhn), text)
    text = _SOCIAL_SECURITY.sub(swap("social security number"), text)
    text = _PHONE.sub(swap("phone number"), text)
    text = _LONG_NUMBER.sub(swap("number"), text)
    return Redacted(text, bool({"card number", "social security number"} & set(removals)))


def _passes_luhn(text: str) -> bool:
    digits = [int(character) for character in reversed(text) if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
