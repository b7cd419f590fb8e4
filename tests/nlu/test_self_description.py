"""What somebody tells of themselves becomes an intent of its own; buttons and what was not understood do not."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.facts.reader import default_reader
from bot.nlu.self_description import TELL, SelfDescription

STORY = "I'm a radiology resident in Ohio and finish in June 2027"


@pytest.fixture(scope="module")
def component():
    return SelfDescription(default_reader())


def intent_of(component, text, intent="out_of_scope", label=None):
    message = Message.build(text=text)
    if intent:
        message.set("intent", {"name": intent, "confidence": 0.7}, add_to_output=True)
    if label:
        message.set("response_selector", {"faq": {"response": {"intent_response_key": label}}})
    (message,) = component.process([message])
    return (message.get("intent") or {}).get("name")


def test_a_story_is_one_however_the_ranking_took_it(component):
    assert intent_of(component, STORY) == TELL


def test_the_confidence_of_the_ranking_stays(component):
    message = Message.build(text=STORY)
    message.set("intent", {"name": "out_of_scope", "confidence": 0.7})
    component.process([message])
    assert message.get("intent") == {"name": TELL, "confidence": 0.7}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("do residents get a discount", "faq"),
        (f"/tell{STORY}", "tell_button"),
        ("hello there", "smalltalk"),
    ],
)
def test_a_question_a_button_or_a_greeting_stays_what_it_is(component, text, intent):
    assert intent_of(component, text, intent) == intent


def test_a_question_of_the_catalogue_beside_little_of_a_story_stays_one(component):
    text = "what is CME? I'm a resident in Ohio."
    assert intent_of(component, text, "faq", "faq/membership_cme") == "faq"


def test_what_was_not_understood_at_all_is_left_so(component):
    assert intent_of(component, STORY, intent=None) is None


def test_while_training_nothing_is_read():
    assert intent_of(SelfDescription.create({}, None, None, None), STORY) == "out_of_scope"
    assert intent_of(SelfDescription.load({}, None, None, None), STORY) == TELL
