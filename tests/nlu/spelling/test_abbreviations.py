"""Words without vowels are found by their consonants."""

from __future__ import annotations

import pytest

from bot.nlu.spelling.abbreviations import VowelIndex

USES = {
    "membership": 900,
    "residents": 300,
    "radiologist": 800,
    "fellows": 60,
    "follows": 50,
    "rarely": 3,
}


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("mbrshp", "membership"),
        ("membrshp", "membership"),
        ("rsdnts", "residents"),
        ("rdlgst", "radiologist"),
        ("mbr", None),
        ("membership", None),
        ("fllws", None),
        ("rrly", None),
        ("xyzzk", None),
    ],
)
def test_a_word_is_found_where_only_one_is_likely(typed, word):
    assert VowelIndex(USES).word(typed) == word
