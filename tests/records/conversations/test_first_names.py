"""The frozen list of first names reads back as it was written, and holds names rather than words."""

from __future__ import annotations

import pytest

from bot.records.conversations.first_names import NAME_LIST, as_text, first_names, is_first_name


@pytest.mark.parametrize("name", ["Priya", "marcus", "Tomás", "WEI", "Fatima", "Olga"])
def test_somebody_may_be_called_so(name):
    assert is_first_name(name)


@pytest.mark.parametrize(
    "word", ["Membership", "may", "June", "Will", "Boston", "Canada", "Social", "", "4"]
)
def test_what_is_a_word_or_a_place_first_is_no_name(word):
    assert not is_first_name(word)


def test_the_list_reads_back_as_it_was_written():
    assert as_text(first_names()) == NAME_LIST.read_text(encoding="utf-8")
