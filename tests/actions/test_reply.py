"""The action hands on what Rasa understood, and gives back messages and the slot."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import reply
from actions.reply import STATE, ActionReply, turn_of
from bot.conversation.user_turn import understood_of
from bot.knowledge.loader import load


@pytest.fixture
def action(tmp_path, monkeypatch):
    """The action with a database of its own."""
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path / 'actions.db'}")
    monkeypatch.setenv("ASSISTANT_TODAY", "2026-11-23")
    monkeypatch.setattr(reply.logs, "configure", lambda *_: None)
    monkeypatch.setattr(reply, "leave_unsearched", lambda: None)
    reply._conversation.cache_clear()
    reply._keeper.cache_clear()
    yield ActionReply()
    reply._conversation.cache_clear()
    reply._keeper.cache_clear()


def parsed(text, intent, **more):
    return {"text": text, "intent": {"name": intent}, "entities": [], **more}


def run(action, message, state=None, events=()):
    tracker = Tracker("s", {STATE: state}, message, list(events), False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, tracker, {})
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    (response,) = dispatcher.messages
    return response, slots


def test_it_is_called_as_the_domain_calls_it(action):
    assert action.name() == "action_reply"


def test_what_it_made_ready_is_not_searched_while_people_wait(action, monkeypatch):
    left = []
    monkeypatch.setattr(
        reply, "leave_unsearched", lambda: left.append(reply._conversation.cache_info().currsize)
    )
    ActionReply()
    assert left == [1]


def test_rasa_is_told_to_listen_without_asking_its_policies(action):
    tracker = Tracker("s", {STATE: None}, parsed("hello", "smalltalk"), [], False, None, {}, "x")
    events = action.run(CollectingDispatcher(), tracker, {})
    assert [event["event"] for event in events] == ["slot", "followup"]
    assert events[-1]["name"] == "action_listen"


def test_a_wish_is_answered_with_a_question_and_stays_in_the_slot(action):
    response, slots = run(action, parsed("what may I join as", "find_category"))
    messages = response["custom"]["messages"]
    assert messages[-1]["kind"] == "question"
    assert response["text"] == "\n".join(message["text"] for message in messages)
    understood = messages[0]["understood"]
    assert (understood["intent"], understood["label"]) == ("find_category", "find_category")
    assert understood["trace"]["rule"] == "goal"
    assert slots[STATE]["pending"] == messages[-1]["asks"]["attribute"]


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
    assert "pending" not in slots[STATE]


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
    assert reply._request(tracker) == "r2"
    assert reply._request(Tracker("s", {}, {}, [], False, None, {}, None)) is None


def test_the_label_is_the_selected_answers_or_else_the_intent():
    selected = {
        "faq": {
            "response": {"intent_response_key": "faq/membership_dues"},
            "also": ["faq/membership_cme"],
            "offers": ["faq/membership_rights"],
            "left_out": 1,
            "beside": [["how do I reset my password", "faq/account_reset_password"]],
        }
    }
    turn = turn_of(parsed("dues?", "faq", response_selector=selected))
    assert (turn.intent, turn.label) == ("faq", "faq/membership_dues")
    assert (turn.also, turn.offers) == (("faq/membership_cme",), ("faq/membership_rights",))
    assert turn.left_out == 1
    assert turn.beside == (("how do I reset my password", "faq/account_reset_password"),)
    assert turn_of(parsed("dues?", "affirm", response_selector=selected)).label == "affirm"


@pytest.mark.parametrize("intent", ["tell", "did_you_mean"])
def test_a_button_takes_its_label_from_the_published_answers(intent):
    selected = {"faq": {"response": {"intent_response_key": "faq/membership_dues"}}}
    assert turn_of(parsed("x", intent, response_selector=selected)).label == "faq/membership_dues"


def test_entities_are_handed_on_by_name():
    entities = [{"entity": "told", "value": "place=us"}, {"entity": "do", "value": "save"}]
    assert turn_of(parsed("/tell", "tell", entities=entities)).entities == {
        "told": "place=us",
        "do": "save",
    }


@pytest.mark.parametrize("message", [{}, {"text": None, "intent": None, "entities": None}])
def test_what_rasa_did_not_understand_is_out_of_scope(message):
    turn = turn_of(message)
    assert (turn.text, turn.intent, turn.label) == ("", "out_of_scope", "out_of_scope")


def test_the_ranking_and_the_danger_are_handed_on():
    ranking = [{"intent_response_key": "faq/membership_cme", "confidence": 0.8}]
    selected = {"faq": {"response": {}, "ranking": ranking}}
    danger = {"kind": "crisis", "probability": 0.93}
    turn = turn_of(parsed("x", "faq", response_selector=selected, danger=danger))
    assert turn.ranking == (("faq/membership_cme", 0.8),)
    assert turn.danger == ("crisis", 0.93)


def test_the_records_say_which_answer_was_given_and_never_what_was_typed(action):
    response, _ = run(action, parsed("I am Ann Onym, a radiology resident in Ohio", "tell"))
    understood = response["custom"]["messages"][0]["understood"]
    assert understood["trace"]["facts"]["stage"] == "in_training"
    assert "Onym" not in str(understood)


def test_a_published_answer_is_recorded_by_its_own_label():
    turn = turn_of(parsed("x", "out_of_scope"))
    messages = [{"text": "x", "answer": {"id": "membership/cme"}}]
    assert understood_of(turn, messages, load())["label"] == "faq/membership_cme"
    assert understood_of(turn, [{"text": "x"}], load())["label"] == "out_of_scope"


def test_a_danger_that_was_learnt_is_answered_before_the_wish(action):
    danger = {"kind": "crisis", "probability": 0.99}
    response, slots = run(action, parsed("which one of us is it", "find_category", danger=danger))
    assert "988" in response["text"]
    assert "pending" not in slots[STATE]


def test_a_message_is_understood_by_its_wording():
    assert turn_of(parsed("membreship", "faq", wording="membership")).text == "membership"
    assert turn_of(parsed("membership", "faq")).text == "membership"


def test_what_was_taught_word_for_word_is_known():
    selection = {"response": {"intent_response_key": "faq/membership_cme"}, "taught": True}
    assert turn_of(parsed("cme", "faq", response_selector={"faq": selection})).is_taught
    assert not turn_of(parsed("cme", "faq")).is_taught


def test_whose_an_account_is_is_said_instead_of_an_answer_about_ours(action):
    message = parsed("i forgot my gmail password", "faq")
    response, _ = run(action, message)
    assert "Gmail" in response["text"]
    assert response["custom"]["messages"][0]["kind"] == "fallback"
