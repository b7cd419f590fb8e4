"""A second question about an answer gets the sentence of it that is asked for."""

from __future__ import annotations

import pytest

from bot.messages.blocks import to_blocks, to_text
from bot.messages.passages import fitting

HONOR = to_blocks(
    "The title is an honor. It takes ten years of membership.\n\n"
    "- At least two holders endorse you; only one may be a partner of yours.\n"
    "- The application opens each January, and chapters set their own deadlines.\n"
    "- It costs nothing to apply.\n"
    "- Biology is the most common major of those who hold it."
)


def passage(question):
    return to_text(fitting(question, HONOR))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("and who would endorse me?", "At least two holders"),
        ("when in the year?", "The application opens each January"),
        ("so bio is fine?", "Biology is the most common major"),
        ("can my partner do it?", "At least two holders"),
    ],
)
def test_the_passage_that_is_asked_for_is_given(question, found):
    assert passage(question).startswith(found)


@pytest.mark.parametrize("question", ["is it worth it?", "why?", "what about Mars?"])
def test_where_no_passage_fits_none_is_given(question):
    assert passage(question) == ""


def test_a_short_answer_is_given_whole():
    assert fitting("when in the year?", to_blocks("It opens in January. It closes in May.")) == []


def test_two_passages_at_most_are_given():
    blocks = to_blocks("\n".join(f"- January, part {number}." for number in range(5)))
    assert len(fitting("when in january?", blocks)) == 2
