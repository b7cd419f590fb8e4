"""What we never want to keep is taken out; amounts, dates and years stay."""

from __future__ import annotations

import pytest

from bot.records.conversations.redaction import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my card 4111 1111 1111 1111 was charged", "my card [card number] was charged"),
        ("ssn 123-45-6789", "ssn [social security number]"),
        ("write me at jane.doe+x@example.org please", "write me at [e-mail] please"),
        ("call (703) 555-0199", "call [phone number]"),
        ("call +1 703-555-0199", "call [phone number]"),
        ("member number 12345678", "member number [number]"),
    ],
)
def test_it_takes_out(text, expected):
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    ["I pay $1,234.50", "fellowship ends 2027-06-30", "since 1998", "pgy3 in 2026", "06/30/2027"],
)
def test_it_leaves(text):
    assert redact(text).text == text


def test_it_tells_when_something_sensitive_was_there():
    assert redact("4111111111111111").sensitive
    assert not redact("me@example.org").sensitive
