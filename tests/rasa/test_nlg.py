"""Without the action server, published answers and danger are still answered; a decision is never made."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot.rasa.nlg import KnowledgeReplies, understood

pytestmark = pytest.mark.rasa
LABEL = "faq/membership_training_dues"


@pytest.fixture(scope="module")
def replies():
    return KnowledgeReplies(EndpointConfig(), Domain.empty())


def generate(replies, action, text, intent="faq", **selected):
    parsed = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "response_selector": {intent: selected},
    }
    tracker = SimpleNamespace(latest_message=SimpleNamespace(parse_data=parsed))
    return asyncio.run(replies.generate(action, tracker, "rest"))["custom"]["messages"]


def response(label):
    return {"intent_response_key": label}


def test_a_published_answer_is_given_with_its_sources(replies):
    (message,) = generate(replies, f"utter_{LABEL}", "do residents pay")
    assert message["answer"]["id"] == "membership/training_dues"
    assert message["answer"]["sources"]


def test_a_second_question_is_answered_too(replies):
    also = ("faq/membership_cme",)
    messages = generate(replies, f"utter_{LABEL}", "dues and cme", also=also)
    assert [message["answer"]["id"] for message in messages] == [
        "membership/training_dues",
        "membership/cme",
    ]


@pytest.mark.parametrize("name", [LABEL, "out_of_scope", "smalltalk/greet"])
def test_danger_comes_before_everything(replies, name):
    (message,) = generate(replies, f"utter_{name}", "I want to kill myself")
    assert "988" in message["text"]


def test_what_nothing_answers_is_answered_by_its_topic(replies):
    theme = response("out_of_scope/salaries")
    (message,) = generate(
        replies, "utter_out_of_scope", "what do they earn", "out_of_scope", response=theme
    )
    assert message["kind"] == "fallback"
    assert message["understood"]["label"] == "out_of_scope/salaries"


@pytest.mark.parametrize("text", ["I'm a radiology resident in Ohio", "which membership fits me"])
def test_a_case_is_never_decided_here(replies, text):
    messages = generate(replies, "utter_out_of_scope", text, "tell")
    assert not any({"decision", "quote"} & set(message) for message in messages)
    assert messages[0]["kind"] == "fallback"


def test_nothing_that_was_typed_is_kept(replies):
    (message,) = generate(replies, f"utter_{LABEL}", "Ann Onym asks what residents pay")
    assert "Onym" not in str(message["understood"])


def test_the_records_get_the_best_labels_with_their_probabilities():
    ranking = [{"intent_response_key": f"faq/{n}", "confidence": 0.5 / (n + 1)} for n in range(5)]
    parsed = {
        "intent": {"name": "did_you_mean", "confidence": 0.44444},
        "response_selector": {"faq": {"response": response("faq/0"), "ranking": ranking}},
    }
    assert understood(parsed) == {
        "intent": "did_you_mean",
        "label": "faq/0",
        "confidence": 0.4444,
        "top": [["faq/0", 0.5], ["faq/1", 0.25], ["faq/2", 0.1667]],
    }


def test_a_tracker_without_a_message_is_no_error(replies):
    tracker = SimpleNamespace(latest_message=None)
    reply = asyncio.run(replies.generate("utter_out_of_scope", tracker, "rest"))
    assert reply["text"]
