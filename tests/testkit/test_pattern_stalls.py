"""A pattern that takes a text in too many ways is found by what it looks for itself."""

from __future__ import annotations

import re

import pytest

from testkit.pattern_stalls import stalls


@pytest.mark.parametrize(
    "pattern",
    [
        r"not (?:(?:boards?|board|ever) )*resident",
        r"(?:(?:can you|let me) (?:please )?|please )*print",
        r"[a-f:]*:[a-f:]*:[a-f:]*(?![\w:])",
        r"(?:\d+,?)+;",
    ],
)
def test_a_pattern_with_two_ways_is_found_by_one_of_its_own_words(pattern):
    ((found, _),) = stalls([re.compile(pattern)], 1000)
    assert found == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        r"not (?:(?:boards?|ever) )*resident",
        r"(?:can you |let me |please )*print",
        r"(?<![\w:])[a-f]*:[a-f]*:[a-f:]*(?![\w:])",
        r"\bfellow\b",
    ],
)
def test_a_pattern_with_one_way_is_not(pattern):
    assert list(stalls([re.compile(pattern)], 1000)) == []
