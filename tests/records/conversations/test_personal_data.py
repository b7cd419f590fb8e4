"""Each finder finds its own kind, and leaves alone what only looks like it."""

from __future__ import annotations

import pytest

from bot.records.conversations import (
    credentials,
    personal_data,
    postal_addresses,
)


def found_by(finder, text):
    return list(dict.fromkeys(text[start:end] for start, end in finder(text)))


@pytest.mark.parametrize(
    ("finder", "text", "found"),
    [
        (credentials.links, "see https://x.org/reset?key=abc", ["https://x.org/reset?key=abc"]),
        (credentials.links, "see https://www.acr.org/Membership/Join.", []),
        (personal_data.emails, "write to ann@example.org please", ["ann@example.org"]),
        (personal_data.emails, "ann (at) example (dot) org", ["ann (at) example (dot) org"]),
        (personal_data.emails, "mail me, ann at example dot org", ["ann at example dot org"]),
        (personal_data.emails, "look at acr dot org", []),
        (credentials.passwords, "my password is tiger7!", ["tiger7!"]),
        (credentials.passwords, "my password is wrong", []),
        (personal_data.cards, "4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        (personal_data.cards, "2019 2020 2021 2022", []),
        (personal_data.cards, "4111111111111112", []),
        (personal_data.named_social_numbers, "ssn 123-45-6789", ["123-45-6789"]),
        (personal_data.social_numbers, "it is 123-45-6789", ["123-45-6789"]),
        (personal_data.social_numbers, "$123-45-6789", []),
        (personal_data.named_numbers, "member number 123456", ["123456"]),
        (personal_data.named_numbers, "member since 2019", []),
        (personal_data.long_numbers, "order 12345678", ["12345678"]),
        (personal_data.long_numbers, "in 2027", []),
        (personal_data.dates_of_birth, "born on May 4, 1990", ["May 4, 1990"]),
        (personal_data.dates_of_birth, "training ends May 4, 2027", []),
        (postal_addresses.addresses, "I live at 12 Long Meadow Road", ["12 Long Meadow Road"]),
        (postal_addresses.addresses, "5 years on the road", []),
        (personal_data.ip_addresses, "from 198.51.100.7", ["198.51.100.7"]),
        (personal_data.ip_addresses, "version 1.2.3", []),
        (personal_data.ip_addresses, "at 127.0.0.1", []),
    ],
)  # fmt: skip
def test_a_finder_finds_its_kind(finder, text, found):
    assert found_by(finder, text) == found
