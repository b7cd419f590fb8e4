"""Telephone numbers of persons are found however they are written; those of organisations and amounts are not."""

from __future__ import annotations

import pytest

from bot.records.conversations.phone_numbers import international, national


def found_by(finder, text):
    return list(dict.fromkeys(text[start:end] for start, end in finder(text)))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("call me at (415) 555-2671", ["(415) 555-2671"]),
        ("call me at 415.555.2671 please", ["415.555.2671"]),
        ("my cell is 4155552671", ["4155552671"]),
        ("+44 20 7946 0958 after six", ["+44 20 7946 0958"]),
        # No country gives these out; people mistype.
        ("+49 (030) 123 45 67", ["+49 (030) 123 45 67"]),
        ("two: 415-555-2671 and 415-555-2672", ["415-555-2671", "415-555-2672"]),
    ],
)
def test_a_number_with_a_country_or_an_area_is_found(text, numbers):
    assert found_by(international, text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "the office is 1-800-347-7748",
        "the office is +1 800 347 7748",
        "dues of $4155552671",
        "dues of € 4155552671",
        "call 911 or 988",
        "my training ends 06 30 2027",
        "PGY-3 since 2024",
        "nothing here",
    ],
)
def test_a_toll_free_number_an_amount_or_a_date_is_nobodys(text):
    assert found_by(international, text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ring 030 1234567", ["030 1234567"]),
        ("ring 0171-123-4567 or so", ["0171-123-4567"]),
        ("until 2027", []),
        ("$01234567890", []),
        ("case 10301234567", []),
        ("0123", []),
    ],
)
def test_a_number_as_it_is_written_at_home_begins_with_a_zero(text, numbers):
    assert found_by(national, text) == numbers
