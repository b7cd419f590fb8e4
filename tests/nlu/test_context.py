"""A few words are read beside the topic before them; a long message speaks for itself."""

from __future__ import annotations

import pytest

from bot.nlu.context import text_in_context

TOPIC = "what are local chapters?"


def test_the_topic_stands_before_a_fragment():
    assert text_in_context("and how many?", [TOPIC]) == "what are local chapters. and how many?"


def test_a_word_or_two_before_carry_no_topic():
    assert text_in_context("and how many?", ["ok", TOPIC]) == text_in_context(
        "and how many?", [TOPIC]
    )


@pytest.mark.parametrize(
    "earlier",
    [[], ["/faq/membership_chapters", TOPIC], ["ok", "/control", TOPIC], ["a", "b", "c", TOPIC]],
)
def test_nothing_carries_what_follows_a_button_or_mere_words(earlier):
    assert text_in_context("and how many?", earlier) is None


def test_a_long_message_needs_no_topic():
    assert text_in_context("how " * 13, [TOPIC]) is None


def test_of_a_long_story_the_end_is_the_topic():
    together = text_in_context("and how many?", ["story " * 60 + "with an end"])
    assert together.endswith("with an end. and how many?")
    assert len(together.split()) == 43
