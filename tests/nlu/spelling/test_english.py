"""The frozen list of English words."""

from __future__ import annotations

from bot.nlu.spelling.english import HEAD, WORD_LIST, english


def test_common_words_are_frequent_and_slips_are_not():
    words = english()
    assert words["the"] > words["because"] > words["membership"] > 3.5
    assert "membrship" not in words


def test_the_file_says_where_it_is_from_and_is_small():
    assert WORD_LIST.read_text(encoding="utf-8").startswith(HEAD)
    assert "CC BY-SA" in HEAD
    assert WORD_LIST.stat().st_size < 1_000_000
