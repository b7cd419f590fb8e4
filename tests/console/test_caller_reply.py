"""Staff get what a visitor would be told, in words for staff, and the question to ask next."""

from __future__ import annotations

from datetime import date

import pytest

from bot.console.caller_reply import CallerConversation
from bot.conversation.user_turn import UserTurn
from bot.knowledge.loader import load


@pytest.fixture(scope="module")
def conversation():
    return CallerConversation(load(), lambda: date(2026, 11, 23))


def left_open(text, theme):
    return UserTurn(text, "out_of_scope", f"out_of_scope/{theme}", confidence=0.9)


def test_what_the_pages_do_not_answer_is_told_by_topic_and_shows_no_answer(conversation):
    reply = conversation.reply(left_open("can i pay in installments", "payment"), {}, None)
    assert (reply.is_open, reply.topic, reply.answers, reply.candidates) == (
        *(True, "payment"),
        [],
        [],
    )
    assert reply.pass_on


def test_a_theme_that_catches_whatever_is_left_is_no_topic(conversation):
    reply = conversation.reply(left_open("when is the annual meeting", "other"), {}, None)
    assert (reply.is_open, reply.topic) == (True, "")


def test_a_matter_of_the_department_itself_says_so(conversation):
    assert conversation.reply(left_open("what is the late fee", "payment"), {}, None).sends_here
    assert not conversation.reply(left_open("when is the CORE exam", "boards"), {}, None).sends_here


def test_staff_are_told_what_to_ask_and_not_to_call_themselves(conversation):
    turn = UserTurn("i am a physician in ohio", "tell", "out_of_scope", confidence=0.4)
    reply = conversation.reply(turn, {}, None)
    decision = conversation.decide(reply.told)
    assert reply.asked == decision.asked == "field"
    assert "1-800" not in str(decision.blocks)


def test_what_the_form_holds_counts_as_told(conversation):
    told = {"profession": "physician", "stage": "in_training", "program": "residency"}
    turn = UserTurn("in ohio", "tell", "out_of_scope", confidence=0.4)
    reply = conversation.reply(turn, {**told, "field": "diagnostic_radiology"}, "place")
    assert reply.told["place"] == "us"
    assert reply.told["field"] == "diagnostic_radiology"


def test_the_decision_takes_for_granted_what_a_conversation_does(conversation):
    told = {
        "stage": "in_practice",
        "profession": "medical_physicist",
        "field": "medical_physics",
        "place": "us",
        "board": ["none"],
    }
    decision = conversation.decide(told)
    assert decision.asked is None
    assert "Associate member" in str(decision.blocks)


def test_of_several_answers_each_is_offered_and_none_is_given(conversation):
    offers = ("faq/membership_training_dues", "faq/membership_international_dues")
    offers = tuple(label for label in offers if label in load().answers_by_label)
    turn = UserTurn("what about the fees thing", "did_you_mean", offers[0], offers=offers)
    reply = conversation.reply(turn, {}, None)
    assert [message["answer"]["id"].replace("/", "_") for message in reply.candidates] == [
        label.removeprefix("faq/") for label in offers
    ]
    assert not [message for message in reply.answers if message.get("answer")]


def test_a_value_that_cannot_be_is_named(conversation):
    assert "training_end" in conversation.decide({"training_end": "2026-13-01"}).problem
