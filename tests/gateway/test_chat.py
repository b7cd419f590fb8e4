"""The chat API as it is published."""

from __future__ import annotations

import asyncio
import re
import threading

import pytest

from bot.gateway.rasa_http import Unreachable
from testkit.visitor import Visitor


def error(response):
    body = response.json()["error"]
    assert body["message"].endswith((".", "?"))
    return response.status_code, body["code"]


class TestASession:
    def test_begins_with_a_greeting_and_a_time_at_which_it_ends(self, gateway):
        body = gateway.post("/api/chat/sessions", json={}).json()
        assert body["messages"][0]["kind"] == "smalltalk"
        assert body["expires_at"] == "2026-11-23T12:30:00+00:00"

    def test_begins_even_while_rasa_is_dead(self, gateway, rasa):
        rasa.reply = Unreachable("dead")
        assert gateway.post("/api/chat/sessions", json={}).status_code == 201

    @pytest.mark.parametrize(
        "header", ["", "Bearer x", "Bearer", "Basic abc", "Bearer " + "x" * 500]
    )
    def test_that_is_not_ours_is_refused(self, gateway, header):
        response = gateway.post(
            "/api/chat/messages", json={"id": "1", "text": "hi"}, headers={"Authorization": header}
        )
        assert error(response) == (401, "no_session")

    def test_ends_after_half_an_hour_without_a_message(self, visitor, clock):
        clock.forward(minutes=29)
        visitor.say("still here")
        clock.forward(minutes=31)
        assert error(visitor.send({"id": "x", "text": "too late"})) == (401, "no_session")

    def test_never_sees_what_another_said(self, visitor, another_visitor):
        visitor.say("a marker of mine")
        assert "marker" not in another_visitor.history().text


class TestAMessage:
    def test_is_answered_with_messages_as_published(self, visitor):
        (message,) = visitor.say("what do residents pay")
        assert message["kind"] == "answer"
        assert message["answer"]["id"] == "membership/training_dues"
        assert set(message["choices"][0]) == {"title", "choice", "value"}
        assert "understood" not in message

    def test_reaches_rasa_under_an_id_that_is_not_the_token(self, visitor, rasa):
        visitor.say("hello there")
        assert rasa.requests[0]["sender"] not in visitor.token

    def test_sent_again_gets_the_same_answer_without_asking_twice(self, visitor, rasa):
        assert visitor.say("once", "same") == visitor.say("once", "same")
        assert len(rasa.requests) == 1

    @pytest.mark.parametrize(
        "text",
        ["/restart", "／restart", "\u200b/restart", " \u202e/ restart", "//restart", "⁄restart"],
    )
    def test_is_never_a_command(self, visitor, rasa, text):
        visitor.say(text)
        assert rasa.requests[0]["text"].strip() == "restart"
        assert rasa.requests[0]["command"] is False

    def test_is_stripped_of_what_cannot_be_seen(self, visitor, rasa):
        visitor.say("he\u202ello\x00 \U000e0041wor\u200bld")
        assert rasa.requests[0]["text"] == "hello world"

    def test_loses_numbers_that_we_must_not_keep_before_rasa_sees_it(self, visitor, rasa):
        reply = visitor.say("my card is 4111 1111 1111 1111, what do I owe")
        assert rasa.requests[0]["text"] == "my card is [card number], what do I owe"
        assert [message["kind"] for message in reply] == ["notice", "answer"]
        assert "4111" not in visitor.history().text

    def test_about_a_patient_reaches_neither_rasa_nor_the_records(self, visitor, rasa):
        visitor.say("patient Ada Beispiel, MRN 4481207, has a mass")
        assert not rasa.requests
        assert "Beispiel" not in visitor.history().text

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ({"text": "no id"}, (422, "bad_id")),
            ({"id": "a b", "text": "x"}, (422, "bad_id")),
            ({"id": 7, "text": "x"}, (422, "bad_id")),
            ({"id": "1"}, (422, "text_or_choice")),
            ({"id": "1", "text": "x", "choice": "y"}, (422, "text_or_choice")),
            ({"id": "1", "text": ""}, (422, "empty")),
            ({"id": "1", "text": "\u200b\u200b"}, (422, "empty")),
            ({"id": "1", "text": None}, (422, "bad_text")),
            ({"id": "1", "text": ["x"]}, (422, "bad_text")),
            ({"id": "1", "text": "x" * 1001}, (422, "too_long")),
            ({"id": "1", "text": "x" * 9000}, (413, "too_large")),
        ],
    )
    def test_that_cannot_be_read_is_refused_with_a_sentence(self, visitor, rasa, body, expected):
        assert error(visitor.send(body)) == expected
        assert not rasa.requests

    @pytest.mark.parametrize(
        ("content", "kind", "expected"),
        [
            (b"{", "application/json", (400, "bad_json")),
            (b"[]", "application/json", (400, "bad_json")),
            (b"[" * 5000, "application/json", (400, "bad_json")),
            (b"\xff\xfe", "application/json", (400, "bad_json")),
            (b"id=1&text=x", "application/x-www-form-urlencoded", (415, "not_json")),
        ],
    )
    def test_that_is_no_json_is_refused(self, visitor, content, kind, expected):
        headers = {**visitor.headers, "Content-Type": kind}
        assert (
            error(visitor.http.post("/api/chat/messages", content=content, headers=headers))
            == expected
        )

    def test_waits_for_the_one_before(self, visitor, rasa):
        rasa.delay = 0.5
        first = threading.Thread(target=visitor.say, args=("slow", "first"))
        first.start()
        while not rasa.requests:
            pass
        assert error(visitor.send({"id": "second", "text": "quick"})) == (409, "busy")
        first.join()
        assert visitor.send({"id": "second", "text": "quick"}).status_code == 200

    def test_repeated_while_it_is_being_answered_is_asked_once(self, visitor, rasa):
        rasa.delay = 0.3
        answers = []
        threads = [
            threading.Thread(target=lambda: answers.append(visitor.say("x", "same")))
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(rasa.requests) == 1
        assert answers[0] == answers[1] == answers[2]


class TestAChoice:
    def test_becomes_the_command_that_we_minted(self, visitor, rasa):
        (message,) = visitor.say("what do residents pay")
        response = visitor.send({"id": "c", "choice": message["choices"][0]["choice"]})
        assert response.status_code == 200
        assert rasa.requests[-1]["text"] == "/faq/membership_dues_after_training"
        assert rasa.requests[-1]["command"] is True

    def test_of_another_conversation_is_refused(self, visitor, another_visitor):
        (message,) = visitor.say("what do residents pay")
        response = another_visitor.send({"id": "c", "choice": message["choices"][0]["choice"]})
        assert error(response) == (422, "unknown_choice")

    @pytest.mark.parametrize("forged", ["/restart", "x.y", "WyIvZmFxIiwgIngiXQ.aaaa"])
    def test_that_is_forged_is_refused(self, visitor, rasa, forged):
        assert error(visitor.send({"id": "c", "choice": forged})) == (422, "unknown_choice")
        assert not rasa.requests


class TestTheDialogueNeverGoesSilent:
    @pytest.mark.parametrize(
        "reply",
        [
            Unreachable("dead"),
            asyncio.TimeoutError("slow"),
            [],
            None,
            "nonsense",
            [{"text": ""}],
            [7],
        ],
        ids=str,
    )
    def test_whatever_rasa_does(self, visitor, rasa, reply):
        rasa.reply = reply
        (message,) = visitor.say("what do residents pay")
        assert message["kind"] == "contact"
        assert "1-800-347-7748" in message["text"]

    def test_when_rasa_fails(self, visitor, rasa):
        rasa.status = 500
        assert visitor.say("what do residents pay")[0]["kind"] == "contact"

    def test_and_goes_on_once_rasa_is_back(self, visitor, rasa):
        rasa.reply, back = Unreachable("dead"), rasa.reply
        visitor.say("anybody?")
        rasa.reply = back
        assert visitor.say("anybody now?")[0]["kind"] == "answer"


class TestTheHistory:
    def test_shows_both_sides_in_order(self, visitor):
        visitor.say("first")
        visitor.say("second")
        messages = visitor.history().json()["messages"]
        assert [message.get("reply_to", {}).get("text") for message in messages] == [
            None,
            "first",
            "second",
        ]

    def test_is_of_the_newest_turns_alone(self, visitor, monkeypatch):
        monkeypatch.setattr("bot.gateway.conversation._MOST_TURNS", 2)
        for text in ("first", "second", "third"):
            visitor.say(text)
        messages = visitor.history().json()["messages"]
        assert [message["reply_to"]["text"] for message in messages] == ["second", "third"]

    def test_has_choices_that_still_work(self, visitor):
        visitor.say("first")
        choice = visitor.history().json()["messages"][1]["choices"][0]["choice"]
        assert visitor.send({"id": "c", "choice": choice}).status_code == 200


class TestFeedback:
    def test_is_kept_and_shown_again(self, visitor):
        (message,) = visitor.say("first")
        body = {"message": message["id"], "helpful": False, "reason": "unclear", "comment": "why?"}
        assert visitor.post("feedback", body).status_code == 204
        assert visitor.history().json()["messages"][1]["helpful"] is False

    def test_on_a_message_of_another_is_refused(self, visitor, another_visitor):
        (message,) = visitor.say("first")
        response = another_visitor.post("feedback", {"message": message["id"], "helpful": True})
        assert error(response) == (404, "no_message")

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"helpful": True}, "bad_text"),
            ({"message": "x", "helpful": "yes"}, "bad_helpful"),
            ({"message": "x", "helpful": True, "reason": "because"}, "bad_reason"),
        ],
    )
    def test_that_cannot_be_read_is_refused(self, visitor, body, code):
        assert error(visitor.post("feedback", body)) == (422, code)


class TestACallBack:
    BODY = {
        "name": "A Person",
        "email": "a@example.org",
        "question": "Please call me.",
        "consent": True,
    }

    def test_gives_a_reference(self, visitor):
        response = visitor.post("callbacks", self.BODY)
        assert response.status_code == 201
        assert len(response.json()["reference"]) == 6

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"consent": False}, "no_consent"),
            ({"consent": "true"}, "no_consent"),
            ({"email": "nobody"}, "bad_email"),
            ({"name": ""}, "empty"),
            ({"question": "x" * 1001}, "too_long"),
        ],
    )
    def test_that_cannot_be_kept_is_refused(self, visitor, change, code):
        assert error(visitor.post("callbacks", {**self.BODY, **change})) == (422, code)


class TestErasing:
    def test_ends_the_session_and_leaves_no_history(self, visitor):
        visitor.say("forget this")
        assert (
            visitor.http.request(
                "DELETE", "/api/chat/sessions", headers=visitor.headers
            ).status_code
            == 204
        )
        assert error(visitor.history()) == (401, "no_session")
        assert error(visitor.send({"id": "x", "text": "hi"})) == (401, "no_session")


class TestLimits:
    @pytest.fixture
    def gateway(self, open_gateway, settings):
        return open_gateway(type(settings)(**{**vars(settings), "rate_limit": "on"}))

    def test_say_how_long_to_wait(self, visitor):
        responses = [visitor.send({"id": f"m{n}", "text": "again"}) for n in range(21)]
        assert {response.status_code for response in responses[:20]} == {200}
        assert error(responses[20]) == (429, "too_fast")
        assert 1 <= int(responses[20].headers["Retry-After"]) <= 60

    def test_hold_for_what_was_said_so_far(self, visitor):
        """It takes as long as several messages, and a program could ask for it all day."""
        statuses = [visitor.history().status_code for _ in range(61)]
        assert statuses == [200] * 60 + [429]

    def test_hold_for_sessions_of_one_address(self, gateway):
        statuses = [gateway.post("/api/chat/sessions", json={}).status_code for _ in range(31)]
        assert statuses == [201] * 30 + [429]

    def test_hold_for_the_call_backs_of_a_conversation_and_not_of_a_hospital(self, gateway):
        for visitor in [Visitor(gateway) for _ in range(8)]:
            assert visitor.post("callbacks", TestACallBack.BODY).status_code == 201
        responses = [visitor.post("callbacks", TestACallBack.BODY) for _ in range(5)]
        assert [response.status_code for response in responses] == [201] * 4 + [429]
        assert re.search(r"about \d+ minutes", responses[-1].json()["error"]["message"])


def test_a_visitor_can_be_anyone(gateway):
    assert Visitor(gateway).token != Visitor(gateway).token
