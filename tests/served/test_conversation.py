"""The whole assistant as it is served: gateway, Rasa, action server, one database."""

from __future__ import annotations

import sqlite3
import threading

import httpx
import pytest

from testkit.visitor import Visitor

pytestmark = [pytest.mark.rasa, pytest.mark.served]


def test_a_student_asks_what_it_costs(visitor):
    (message,) = visitor.say("do i need to pay anything as an ms2 at mcgill")
    assert (message["kind"], message["quote"]["amount"]) == ("quote", "0.00")
    assert message["answer"]["id"] == "membership/medical_student_dues"
    assert {source["page"] for source in message["answer"]["sources"]} == {"hub", "join"}


def test_what_the_pages_do_not_answer_is_not_answered(visitor):
    assert visitor.say("what are the BI-RADS categories")[0]["kind"] != "answer"


def test_two_questions_in_one_message_get_two_answers(visitor):
    messages = visitor.say("What do radiology residents pay for membership? And how do I apply?")
    assert [message["answer"]["id"] for message in messages if message["kind"] == "answer"] == [
        "membership/training_dues",
        "membership/how_to_apply",
    ]


def test_a_related_question_is_one_press_away(visitor):
    messages = visitor.say("do residents pay anything")
    value = messages[0]["choices"][0]["value"]
    assert visitor.press(messages, value)[0]["answer"]["id"] == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hello", "smalltalk"),
        ("thanks, that helped", "smalltalk"),
        ("are you a bot", "smalltalk"),
        ("¿Cuánto cuesta la membresía para los residentes?", "contact"),
        ("/restart", "smalltalk"),
        ("asdf qwer zxcv", "fallback"),
    ],
)
def test_every_message_gets_a_fitting_kind_of_answer(visitor, text, kind):
    assert visitor.say(text)[0]["kind"] == kind


@pytest.mark.parametrize("text", ["I want to talk to a person", "connect me with a human please"])
def test_whoever_wants_a_person_gets_the_phone_number(visitor, text):
    message = visitor.say(text)[0]
    # The published answer on reaching the department says as much as the fixed reply does.
    assert message["kind"] in {"contact", "answer"}
    assert "1-800-347-7748" in message["text"]


def test_rasa_does_not_open_its_stock_channel(stack):
    address = f"http://127.0.0.1:{stack.settings.rasa_port}"
    assert (
        httpx.post(
            f"{address}/webhooks/rest/webhook", json={"sender": "x", "message": "hi"}
        ).status_code
        == 404
    )
    assert (
        httpx.post(
            f"{address}/webhooks/gateway/message", json={"sender": "x", "text": "hi"}
        ).status_code
        == 403
    )


def test_conversations_are_not_mixed_up(stack):
    seen = {}

    def talk(number):
        visitor = Visitor.at(stack.address)
        for turn in range(5):
            visitor.say(f"marker {number} turn {turn} what do residents pay")
        history = visitor.history().json()["messages"]
        seen[number] = [message["reply_to"]["text"] for message in history if "reply_to" in message]

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(6):
        assert seen[number] == [
            f"marker {number} turn {turn} what do residents pay" for turn in range(5)
        ]


def test_erasing_leaves_nothing_in_any_table(stack, visitor):
    visitor.say("a very private marker, what do residents pay")
    assert visitor.leave().status_code == 204
    with sqlite3.connect(stack.settings.database.removeprefix("sqlite:///")) as database:
        for (table,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            rows = database.execute(f"SELECT * FROM {table}").fetchall()
            assert "very private marker" not in str(rows), table


def test_no_text_of_a_visitor_is_logged(stack, visitor):
    visitor.say("unmistakable words about residents")
    for log in stack.folder.glob("*.log"):
        assert "unmistakable" not in log.read_text()
