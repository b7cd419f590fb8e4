"""A text that is worked out for a person is there, fills what its place fills, and types no amount."""

from __future__ import annotations

import pytest

from bot.knowledge.aspect_texts import (
    OF_CATEGORY,
    SENTENCES,
    WORKED_OUT,
    filled_in_text,
    parse_texts,
)
from tests.knowledge.conftest import entry, refusal

FILE = "".join(f"{name}: As it is.\n" for name in (*WORKED_OUT, *SENTENCES))


def parse(old="", new=""):
    """Parse the texts with one thing changed."""
    assert old in FILE
    return parse_texts(entry(FILE.replace(old, new, 1)))


def test_a_text_may_follow_an_amount():
    pair = "{about: general, published: 'It is {general}.', not_published: It is not published.}"
    text = parse("in_year: As it is.", f"in_year: {pair}")["in_year"]
    assert text.chosen(lambda line: line == "general") == "It is {general}."
    assert text.chosen(lambda _: False) == "It is not published."


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("in_year: As it is.\n", "", "in_year"),
        ("in_year: As it is.", "in_years: As it is.", "in_years"),
        ("in_year: As it is.", "in_year: It is $5.", "in_year"),
        ("free: As it is.", "free: It is $5.", "free"),
        ("sure: As it is.", "sure: The amount is not published.", "sure"),
    ],
)
def test_a_text_that_is_off_is_refused(old, new, key):
    assert refusal(parse, old, new)[0] == key


def test_what_is_said_only_without_an_amount_may_say_so():
    texts = parse("ask_schedule: As it is.", "ask_schedule: It is not published.")
    assert texts["ask_schedule"] == "It is not published."


def test_what_is_said_without_an_amount_types_none():
    assert refusal(parse, "ask_schedule: As it is.", "ask_schedule: It is $5.")[0] == "ask_schedule"


def test_a_reply_names_the_category_and_a_heading_does_not():
    assert filled_in_text("amount").keys() == {*OF_CATEGORY, "amount", "note"}
    assert filled_in_text("in_year").keys() == {"year"}
