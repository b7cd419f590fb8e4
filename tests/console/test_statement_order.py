"""Rows change places, and an order that somebody else made meanwhile is found out."""

from __future__ import annotations

import pytest

from bot.console.statement_order import in_words, is_same_order, moved, woven


@pytest.mark.parametrize(
    ("place", "way", "order"),
    [
        ("2", "up", "2134"),
        ("2", "down", "1324"),
        ("1", "up", "1234"),
        ("4", "down", "1234"),
        ("9", "up", "1234"),
        ("2", "sideways", "1234"),
        ("", "", "1234"),
    ],
)
def test_a_row_changes_places_with_its_neighbour(place, way, order):
    assert moved("1234", [], place, way) == list(order)


def test_a_row_passes_over_what_is_fixed():
    assert moved("1234", ["2"], "1", "down") == list("3214")
    assert moved("1234", ["2"], "2", "down") == list("1234")
    assert moved("1234", ["1"], "2", "up") == list("1234")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [("abc", "abc", True), ("axc", "abc", True), ("xa", "", True), ("cab", "abc", False)],
)
def test_only_what_both_have_can_be_in_another_order(one, other, is_same):
    assert is_same_order(one, other) is is_same
    assert is_same_order(other, one) is is_same


@pytest.mark.parametrize(
    ("order", "other", "both"),
    [("cba", "abc", "cba"), ("ca", "axyc", "caxy"), ("ab", "xab", "xab"), ("", "ab", "ab")],
)
def test_what_only_the_other_has_stands_after_what_it_follows_there(order, other, both):
    assert woven(order, other) == list(both)


def test_an_order_is_told_by_the_beginnings_of_its_texts():
    words = in_words(["b", "a"], {"a": "Short.", "b": "word " * 40})
    first, second = words.splitlines()
    assert first.startswith("1. word word")
    assert first.endswith(" …")
    assert second == "2. Short."
