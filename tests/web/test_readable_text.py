"""What would keep a program for minutes is not handed on; whatever people write stays."""

from __future__ import annotations

import pytest

from bot.web.readable_text import readable


@pytest.mark.parametrize(
    "text",
    [
        "what do residents pay",
        "pneumonoultramicroscopicsilicovolcanoconiosis",
        "https://www.acr.org/Member-Resources/Medical-Student/Medical-Student-Hub/Answers",
        "1234567890" * 10,
        "",
    ],
)
def test_what_people_write_stays(text):
    assert readable(text) == text


def test_of_an_endless_word_the_beginning_stays():
    assert readable(f"what is {'ab' * 400}, please") == f"what is {('ab' * 23)[:45]}, please"


def test_blanks_are_folded():
    assert readable(f" dues{' ' * 4000}and\tcme\n") == "dues and cme"
