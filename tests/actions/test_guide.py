"""The action hands on what Rasa understood, and gives back messages and slots."""

from __future__ import annotations

import pytest
from actions.guide import ASKING, STATE, ActionGuide, heard_of
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import guide


@pytest.fixture
def action(tmp_path, monkeypatch):
    """The action with a database of its own."""
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path / 'actions.db'}")
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-11-23")
    monkeypatch.setattr(guide.logs, "configure", lambda *_: None)
    guide._guide.cache_clear()
    yield ActionGuide()
    guide._guide.cache_clear()


def parsed(text, intent, **more):
    return {"text": text, "intent": {"name": intent}, "entities": [], **more}


def run(action, message, state=None, events=()):
    tracker = Tracker("s", {STATE: state}, message, list(events), False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    slots = {event["name"]: event["value"] for event in action.run(dispatcher, tracker, {})}
    (response,) = dispatcher.messages
    return response, slots


def test_it_is_called_as_the_domain_calls_it(action):
    assert action.name() == "action_guide"


def test_a_wish_is_answered_with_a_question_and_stays_in_the_slots(action):
    response, slots = run(action, parsed("which membership fits me", "find_category"))
    messages = response["custom"]["messages"]
    assert messages[-1]["kind"] == "question"
    assert response["text"] == "\n".join(message["text"] for message in messages)
    assert messages[0]["understood"] == {"intent": "find_category", "label": "find_category"}
    assert slots[STATE]["pending"] == messages[-1]["asks"]["attribute"]
    assert slots[ASKING] is True


def test_the_next_turn_goes_on_from_the_slot(action):
    response, slots = run(action, parsed("which membership fits me", "find_category"))
    pending = slots[STATE]["pending"]
    value = response["custom"]["messages"][-1]["choices"][0]["value"]
    button = [{"entity": "told", "value": f"{pending}={value}"}]
    _, slots = run(action, parsed("/tell", "tell", entities=button), slots[STATE])
    assert slots[STATE]["told"][pending] == value
    assert slots[STATE]["pending"] != pending


def test_a_decision_ends_the_asking(action):
    story = "ABR certified radiologist in Ohio, which membership fits me"
    response, slots = run(action, parsed(story, "find_category"))
    decisions = [m["decision"] for m in response["custom"]["messages"] if "decision" in m]
    assert decisions[0]["category"] == "general"
    assert slots[ASKING] is False


@pytest.mark.parametrize("state", [None, "nonsense", {}, {"goal": "party"}])
def test_a_slot_that_is_none_of_ours_begins_anew(action, state):
    response, _ = run(action, parsed("which membership fits me", "find_category"), state)
    assert response["custom"]["messages"][-1]["kind"] == "question"


def test_the_log_names_the_request_of_the_latest_message():
    events = [
        {"event": "user", "metadata": {"request": "r1"}},
        {"event": "bot"},
        {"event": "user", "metadata": {"request": "r2"}},
        {"event": "bot"},
    ]
    tracker = Tracker("s", {}, {}, events, False, None, {}, None)
    assert guide._request(tracker) == "r2"
    assert guide._request(Tracker("s", {}, {}, [], False, None, {}, None)) is None


def test_the_label_is_the_selected_answers_or_else_the_intent():
    selected = {
        "faq": {
            "response": {"intent_response_key": "faq/membership_dues"},
            "also": ["faq/membership_cme"],
            "offers": ["faq/membership_rights"],
        }
    }
    turn = heard_of(parsed("dues?", "faq", response_selector=selected))
    assert (turn.intent, turn.label) == ("faq", "faq/membership_dues")
    assert (turn.also, turn.offers) == (("faq/membership_cme",), ("faq/membership_rights",))
    assert heard_of(parsed("dues?", "affirm", response_selector=selected)).label == "affirm"


@pytest.mark.parametrize("intent", ["tell", "did_you_mean"])
def test_a_button_takes_its_label_from_the_published_answers(intent):
    selected = {"faq": {"response": {"intent_response_key": "faq/membership_dues"}}}
    assert heard_of(parsed("x", intent, response_selector=selected)).label == "faq/membership_dues"


def test_entities_are_handed_on_by_name():
    entities = [{"entity": "told", "value": "place=us"}, {"entity": "do", "value": "save"}]
    assert heard_of(parsed("/tell", "tell", entities=entities)).entities == {
        "told": "place=us",
        "do": "save",
    }


@pytest.mark.parametrize("message", [{}, {"text": None, "intent": None, "entities": None}])
def test_what_rasa_did_not_understand_is_out_of_scope(message):
    turn = heard_of(message)
    assert (turn.text, turn.intent, turn.label) == ("", "out_of_scope", "out_of_scope")
