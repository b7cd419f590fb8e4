"""When a message is taken for somebody's story, and when for a question that mentions them."""

from __future__ import annotations

import pytest

from bot.nlu.facts.question_or_story import Meant, is_story

NOTHING = Meant("out_of_scope", "out_of_scope/jobs")


@pytest.mark.parametrize(
    ("text", "facts", "meant", "story"),
    [
        ("I'm a resident in Ohio, diagnostic radiology", 3, NOTHING, True),
        ("what will i pay? I'm a radiologist at the VA in Tampa, ABR certified", 4, NOTHING, True),
        ("resident in Ohio, how much would I owe", 3, NOTHING, True),
        # Little is said, or something else is asked.
        ("what will i pay? I'm in Tampa", 1, NOTHING, False),
        ("I'm a resident in Ohio, what do i pay for the core exam?", 3, NOTHING, False),
        ("I'm a resident in Ohio, how much do radiologists earn?", 3, NOTHING, False),
        ("hello, I'm a resident in Ohio", 3, Meant("smalltalk", "smalltalk/greet"), False),
        ("what is CME? I'm a resident in Ohio.", 3, Meant("faq", "faq/membership_cme"), False),
    ],
)
def test_a_story_is_known_by_its_facts_and_by_what_is_asked(text, facts, meant, story):
    assert is_story(text, facts, meant) is story
