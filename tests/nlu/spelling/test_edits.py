"""Words within an edit or two are found, all of them and no others."""

from __future__ import annotations

import pytest

from bot.nlu.spelling.edits import EditIndex, distance


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("dues", "dues", 0),
        ("deus", "dues", 1),
        ("due", "dues", 1),
        ("duess", "dues", 1),
        ("duos", "dues", 1),
        ("membersihp", "membership", 1),
        ("mebershp", "membership", 2),
        ("cat", "radiology", 3),
        ("abcd", "wxyz", 3),
    ],
)
def test_letters_dropped_put_in_replaced_or_swapped_count_as_one(left, right, edits):
    assert distance(left, right, most=2) == edits
    assert distance(right, left, most=2) == edits


def test_short_words_are_found_by_one_edit_and_long_ones_by_two():
    index = EditIndex(["dues", "does", "membership", "memberships", "radiology"])
    assert list(index.near("dies")) == [("dues", 1), ("does", 1)]
    assert list(index.near("duss")) == [("dues", 1)]
    assert list(index.near("membrshp")) == [("membership", 2)]
    assert list(index.near("xxxxxxxxx")) == []


def test_what_is_too_long_to_be_a_word_is_neither_kept_nor_looked_for():
    endless = "abcdefghijklmnopqrstuvwxyz" * 3
    index = EditIndex(["dues", endless])
    assert list(index.near(endless)) == []
    assert list(index.near("duse")) == [("dues", 1)]
    longest = "pneumonoultramicroscopicsilicovolcano"
    assert list(EditIndex([longest]).near(longest[1:])) == [(longest, 1)]


def test_the_index_finds_what_a_look_at_every_word_finds(lexicon):
    words = lexicon.meant[::9]
    index = EditIndex(words)
    for typed in ("membershp", "radiologits", "helo", "certficate", "adress"):
        most = 2 if len(typed) >= 7 else 1
        expected = {word for word in words if distance(typed, word, most) <= most}
        assert {word for word, _ in index.near(typed)} == expected
