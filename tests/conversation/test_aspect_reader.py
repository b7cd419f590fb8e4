"""A message asks what its words name, or what follow-ups like it were learnt to ask; its parts each for something."""

from __future__ import annotations

import pytest

from bot.conversation.state import State
from bot.conversation.user_turn import AskingPart

RESIDENT = State(
    told={"stage": "in_training", "profession": "physician", "program": "residency", "place": "us"}
)
LEANING = RESIDENT.but(decided="member_in_training", category="member_in_training")


def test_several_aspects_are_seen_at_once(read):
    aspects = read("how much is it and can I vote?").aspects
    assert {"price", "vote"} <= set(aspects)


def test_a_follow_up_asks_what_such_words_were_learnt_to_ask(read):
    acts = read("what does it set me back", LEANING, asked=[("price", 0.7)])
    assert acts.aspects == ("price",)
    assert acts.asks


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what does it set me back", [("price", 0.3)]),
        ("im in dallas", [("eligibility", 0.9)]),
        ("so that is that", [("yes_then", 0.9)]),
    ],
)
def test_what_is_uncertain_or_tells_or_is_no_aspect_asks_for_none(read, text, asked):
    assert read(text, LEANING, asked=asked).aspects == ()


def test_words_that_name_an_aspect_say_it_better_than_a_likely_follow_up(read):
    assert read("can I vote?", LEANING, asked=[("rights", 0.85)]).aspects == ("vote",)
    assert read("any discount on chapters?", LEANING, asked=[("chapters", 0.9)]).aspects[0] == (
        "chapters"
    )


def test_of_many_words_those_that_name_an_aspect_may_only_mention_it(read):
    text = "so whats the full price then for a regular member, no discount"
    assert read(text, LEANING, asked=[("price", 0.9), ("discount", 0.01)]).aspects == ("price",)
    text = "my program says that it is free, does anybody ever check on it"
    assert read(text, LEANING, asked=[("decides", 0.65)]).aspects == ("decides",)


def test_without_anything_spoken_of_nothing_leans_on_it(read):
    assert read("what does it set me back", asked=[("price", 0.9)]).aspects == ()


def test_the_parts_of_a_message_ask_each_for_something(read):
    parts = [
        AskingPart("whats the damage", [("price", 0.8)]),
        AskingPart("can i vote", [("rights", 0.7)]),
        AskingPart("anything else", [("benefits", 0.3)]),
    ]
    acts = read("whats the damage, can i vote, anything else", LEANING, parts=parts)
    assert acts.aspects == ("vote", "price")
    assert acts.asks_several


def test_a_part_that_asks_says_better_what_is_asked_than_the_whole(read):
    parts = [AskingPart("whats the damage", [("price", 0.8)])]
    text = "finishing up at Emory in june, whats the damage"
    acts = read(text, LEANING, asked=[("after", 0.8)], parts=parts)
    assert acts.aspects == ("price",)
    assert not acts.asks_several
