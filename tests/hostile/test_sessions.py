"""Nobody reads, goes on with or presses the buttons of another's conversation."""

from __future__ import annotations

import base64

import pytest
from itsdangerous import URLSafeSerializer

from bot.gateway.sessions import Button, Sessions


def history(gateway, token):
    return gateway.get("/api/chat/messages", headers={"Authorization": token})


@pytest.mark.parametrize(
    "token",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer null",
        "Bearer " + "a" * 10_000,
        "Bearer ../../etc/passwd",
        "Bearer ' OR 1=1 --",
        "Basic YTpi",
        "Bearer .",
        "Bearer " + base64.urlsafe_b64encode(b'"guess"').decode() + ".forged",
        "Bearer " + str(URLSafeSerializer("another key", salt="session").dumps("a" * 32)),
        "Bearer " + str(URLSafeSerializer("for tests only", salt="session").dumps("a" * 32)),
        "Bearer " + str(URLSafeSerializer("for tests only", salt="choice|x").dumps("a" * 32)),
    ],
    ids=range(13),
)
def test_a_token_that_we_did_not_mint_opens_nothing(gateway, token):
    assert history(gateway, token).status_code == 401


def test_a_token_with_one_letter_changed_opens_nothing(gateway, visitor):
    for place in range(0, len(visitor.token), 7):
        other = "A" if visitor.token[place] != "A" else "B"
        forged = visitor.token[:place] + other + visitor.token[place + 1 :]
        assert history(gateway, f"Bearer {forged}").status_code == 401


def test_a_token_minted_with_the_right_key_but_never_started_opens_nothing(gateway, settings):
    token, _ = Sessions(settings.key("sessions")).mint()

    assert history(gateway, f"Bearer {token}").status_code == 401


def test_an_expired_or_erased_session_opens_nothing(gateway, visitor, another_visitor, clock):
    another_visitor.http.delete(
        "/api/chat/sessions",
        headers={**another_visitor.headers, "Content-Type": "application/json"},
    )
    assert another_visitor.history().status_code == 401
    clock.forward(minutes=31)
    assert visitor.history().status_code == 401
    assert visitor.send({"id": "late", "text": "hello"}).status_code == 401


def test_a_choice_of_another_conversation_is_refused(visitor, another_visitor):
    (message,) = visitor.say("what do residents pay")
    choice = message["choices"][0]["choice"]

    refused = another_visitor.send({"id": "x", "choice": choice})

    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unknown_choice")
    assert visitor.send({"id": "y", "choice": choice}).status_code == 200


def test_a_choice_that_somebody_made_up_is_refused(visitor, settings):
    made_up = Sessions("another key").mint_choice("any", Button("/restart", "Restart"))
    for choice in (made_up, "/restart", '/tell{"told": "x"}', visitor.token, "."):
        assert visitor.send({"id": "x", "choice": choice}).status_code == 422


def test_the_same_id_in_two_conversations_gives_each_its_own_answer(visitor, another_visitor, rasa):
    visitor.say("what do residents pay", "same")
    another_visitor.say("who can join", "same")

    assert [request["text"] for request in rasa.requests] == [
        "what do residents pay",
        "who can join",
    ]
    assert rasa.requests[0]["sender"] != rasa.requests[1]["sender"]
    assert "who can join" not in visitor.history().text


def test_a_message_of_another_conversation_cannot_be_rated(visitor, another_visitor):
    (message,) = visitor.say("what do residents pay")

    refused = another_visitor.post("feedback", {"message": message["id"], "helpful": False})

    assert refused.status_code == 404


def test_rasa_never_sees_the_token(visitor, rasa):
    visitor.say("hello")

    assert visitor.token not in str(rasa.requests)
    assert visitor.token.split(".")[0].strip('"') not in str(rasa.requests)
