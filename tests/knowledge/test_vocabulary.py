"""The words of people, each under one tag."""

from __future__ import annotations

import pytest

from bot.knowledge.vocabulary import parse_vocabulary
from tests.knowledge.conftest import entry, refusal


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("{A: [one], B: [one]}", "B", "stands under A too"),
        ("{A: [One]}", "A", "must be in lower case"),
        ("{A: one}", "A", "a list is needed here"),
    ],
)
def test_a_phrase_stands_once_and_in_lower_case(text, key, problem):
    refused_key, sentence = refusal(parse_vocabulary, entry(text))
    assert (refused_key, problem in sentence) == (key, True)


def test_phrases_are_listed_by_tag():
    assert parse_vocabulary(entry("{A: [one, two]}")) == {"A": ("one", "two")}
