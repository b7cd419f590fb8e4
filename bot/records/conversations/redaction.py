"""Takes out of a text what we never want to keep: who and where somebody is, numbers of theirs, secrets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.records.conversations import (
    credentials,
    personal_data,
    personal_names,
    phone_numbers,
    postal_addresses,
    spelled_numbers,
)

# Yields where something begins and ends in a text.
Finder = Callable[[str], Iterator[tuple[int, int]]]

_CARD, _SOCIAL_SECURITY, _PASSWORD = "card number", "social security number", "password"
# What is looked for first wins: a part of a link is no e-mail address, a card no telephone number.
_FINDERS: tuple[tuple[str, Finder], ...] = (
    ("link", credentials.links),
    ("e-mail", personal_data.emails),
    (_PASSWORD, credentials.passwords),
    ("name", credentials.account_names),
    ("number", personal_data.national_numbers),
    (_CARD, personal_data.cards),
    (_CARD, personal_data.parts_of_cards),
    (_SOCIAL_SECURITY, personal_data.named_social_numbers),
    ("number", personal_data.named_numbers),
    ("date of birth", personal_data.dates_of_birth),
    ("address", personal_data.ip_addresses),
    ("number", spelled_numbers.spelled_numbers),
    ("phone number", phone_numbers.international),
    (_SOCIAL_SECURITY, personal_data.social_numbers),
    ("phone number", phone_numbers.national),
    ("phone number", phone_numbers.named),
    ("address", postal_addresses.addresses),
    ("name", personal_names.introduced_names),
    ("name", personal_names.known_names),
    ("number", personal_data.long_numbers),
)
_SENSITIVE = frozenset({_CARD, _SOCIAL_SECURITY, _PASSWORD})
# Marks of one letter for one, so that places stay: phones and Word type these dashes and blanks.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        # As keyboards for Chinese and Japanese type them.
        **dict.fromkeys("．。", "."),
        "＠": "@",
        "’": "'",
    }
)
_GONE = "\0"


@dataclass(frozen=True)
class Redacted:
    """`sensitive` when a card or social number or a password was taken out: the person is told then."""

    text: str
    sensitive: bool


def redact(text: str) -> Redacted:
    """Return the text with a word in square brackets in place of each number, name or address."""
    plain = text.translate(_PLAIN)
    removals: list[tuple[int, int, str]] = []
    for word, find in _FINDERS:
        for start, end in list(find(plain)):
            if _GONE not in plain[start:end]:
                plain = f"{plain[:start]}{_GONE * (end - start)}{plain[end:]}"
                removals.append((start, end, word))
    for start, end, word in sorted(removals, reverse=True):
        text = f"{text[:start]}[{word}]{text[end:]}"
    return Redacted(text, any(word in _SENSITIVE for *_, word in removals))
