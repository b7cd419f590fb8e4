"""A turn as a client sees it has ids and signed choices, and no command."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.gateway.serializers import serialize
from bot.gateway.sessions import Button, Sessions
from bot.records.conversations.store import Turn

CHOICE = {"title": "Canada", "payload": '/tell{"told": {"place": "canada"}}', "value": "canada"}


@pytest.fixture
def sessions():
    return Sessions("a key")


def turn(*messages, text="where?"):
    return Turn(
        id="t1",
        session_id="s1",
        client_id="m1",
        created_at=datetime(2026, 11, 23),
        text=text,
        is_choice=False,
        outcome="answer",
        label=None,
        confidence=None,
        top=[],
        latency_ms=0,
        reply=list(messages),
    )


def test_each_message_has_the_id_of_its_turn_and_its_place(sessions):
    messages = serialize(turn({"text": "a"}, {"text": "b"}), sessions)
    assert [message["id"] for message in messages] == ["t1.0", "t1.1"]


def test_a_choice_is_signed_and_its_command_stays_inside(sessions):
    (message,) = serialize(turn({"text": "a", "choices": [CHOICE]}), sessions)
    (choice,) = message["choices"]
    assert set(choice) == {"title", "value", "choice"}
    assert sessions.choice("s1", choice["choice"]) == Button(CHOICE["payload"], "Canada")


def test_the_stored_reply_is_not_changed(sessions):
    stored = turn({"text": "a", "choices": [CHOICE]})
    serialize(stored, sessions, with_question=True)
    assert stored.reply == [{"text": "a", "choices": [CHOICE]}]


def test_the_question_stands_with_the_first_message_of_a_history(sessions):
    first, second = serialize(turn({"text": "a"}, {"text": "b"}), sessions, with_question=True)
    assert first["reply_to"] == {"id": "m1", "text": "where?"}
    assert "reply_to" not in second


def test_a_turn_whose_text_was_not_stored_shows_no_question(sessions):
    (message,) = serialize(turn({"text": "a"}, text=None), sessions, with_question=True)
    assert "reply_to" not in message
