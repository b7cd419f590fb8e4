"""Figures are found however they are written."""

from __future__ import annotations

import pytest

from bot.knowledge.figures import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two years, or 24 months", {"2", "24"}),
        ("37,482 radiologists and 25.7 percent", {"37482", "25.7"}),
        ("a four-year residency", {"4"}),
        ("Twenty of them", {"20"}),
        ("one year first", set()),
        ("read [the page]({abr_16})", set()),
    ],
)
def test_numbers_are_found_as_digits_and_as_words(text, expected):
    assert figures(text) == expected
