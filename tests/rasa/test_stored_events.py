"""An event is stored without what no later turn needs, and Rasa reads it back."""

from __future__ import annotations

import json

import pytest
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered

from bot.rasa.stored_events import stored

pytestmark = pytest.mark.rasa
MODEL = {"model_id": "a" * 32, "assistant_id": "radiology-membership"}
PARSED = {
    "intent": {"name": "faq", "confidence": 0.9},
    "entities": [{"entity": "attribute", "value": "place", "start": 0, "end": 5}],
    "text": "what do residents pay",
    "intent_ranking": [{"name": f"intent {number}", "confidence": 0.1} for number in range(30)],
    "response_selector": {"faq": {"ranking": [{"confidence": 0.1}] * 20}},
}
MESSAGES = [{"kind": "answer", "text": "You pay nothing.", "blocks": []}]


def question():
    return UserUttered(
        PARSED["text"],
        PARSED["intent"],
        PARSED["entities"],
        PARSED,
        1.5,
        "gateway",
        metadata={**MODEL, "turn": "m1", "request": "r1"},
    )


def reply():
    data = {"elements": None, "buttons": None, "custom": {"messages": MESSAGES}}
    return BotUttered("You pay nothing.", data, dict(MODEL), 2.5)


def read_back(event):
    return Event.from_parameters(json.loads(json.dumps(stored(event.as_dict()))))


def test_a_message_comes_back_with_its_words_its_intent_and_its_turn():
    event = read_back(question())

    assert event == question()
    assert event.metadata == {"turn": "m1", "request": "r1"}
    assert event.timestamp == 1.5


def test_of_how_a_message_was_understood_the_candidates_are_not_stored():
    content = stored(question().as_dict())

    assert content["parse_data"] == {key: PARSED[key] for key in ("intent", "entities")}


def test_a_reply_comes_back_as_it_was_sent():
    event = read_back(reply())

    assert event.data == {"custom": {"messages": MESSAGES}}
    assert event.timestamp == 2.5


def test_a_reply_in_words_alone_keeps_them():
    assert read_back(BotUttered("yes")).text == "yes"


def test_a_slot_comes_back_also_when_it_was_emptied():
    assert read_back(SlotSet("conversation", {"turn": 1})).value == {"turn": 1}
    assert read_back(SlotSet("conversation", None)) == SlotSet("conversation", None)
