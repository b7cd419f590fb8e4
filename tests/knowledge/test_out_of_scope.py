"""Words that put a question out of scope: the first kind decides, and only whole words count."""

from __future__ import annotations

import pytest

from bot.knowledge.out_of_scope import parse_out_of_scope, theme_of
from tests.knowledge.conftest import entry, refusal

FILE = """
- {theme: boards, words: [exam fees?]}
- {theme: costs, words: [fees?, who pays]}
"""


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("what are the exam fees", "boards"),
        ("Who pays the FEE?", "costs"),
        ("feed me", None),
        ("what is ESIR", None),
    ],
)
def test_the_first_kind_whose_words_are_there_decides(text, theme):
    assert theme_of(text, parse_out_of_scope(entry(FILE))) == theme


def test_a_broken_pattern_is_refused():
    key, problem = refusal(parse_out_of_scope, entry("- {theme: pay, words: [(salary]}"))
    assert key == "[0].words[0]"
    assert "regular expression" in problem


def test_a_kind_has_a_theme_and_words_and_no_more():
    key, _ = refusal(parse_out_of_scope, entry("- {theme: pay, words: [salary], topics: [career]}"))
    assert key == "[0].topics"
