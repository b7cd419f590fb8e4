"""Several of each process behind a proxy are, for people, one assistant."""

from __future__ import annotations

import asyncio
import threading

import httpx
import pytest
import redis
import sqlalchemy as sa

from testkit.load_client import crowd

pytestmark = [pytest.mark.services, pytest.mark.rasa, pytest.mark.served]


def post(address, token, body):
    return httpx.post(
        f"{address}/api/chat/messages",
        json=body,
        headers={"Authorization": f"Bearer {token}"},
        timeout=20,
    )


def test_conversations_of_many_people_are_not_mixed_up(scaled):
    tally = asyncio.run(crowd(scaled.address, 8, 8, guided=True))

    assert tally.sessions >= 8
    assert len(tally.seconds) > 20
    assert tally.statuses.keys() == {"200"}
    seen = (tally.empty, tally.wrong, tally.mixed_up, tally.lost, tally.doubled, tally.notices)
    assert seen == (0, 0, 0, 0, 0, 0)


def test_an_id_that_one_gateway_answered_is_replayed_by_the_other(scaled, visitor):
    body = {"id": "same", "text": "what do residents pay"}
    token = visitor.token

    first = post(scaled.address_of("gateway"), token, body).json()
    second = post(scaled.address_of("gateway2"), token, body).json()

    assert first == second
    assert first["messages"][0]["kind"] == "answer"


def test_one_message_at_a_time_holds_over_both_gateways(scaled, visitor):
    token = visitor.token
    (key,) = [f"turn:{session}" for session in _newest_session(scaled)]
    shared = redis.Redis.from_url(scaled.redis.url)
    shared.set(key, "another", px=5_000)

    refused = post(scaled.address_of("gateway"), token, {"id": "a", "text": "hello"})
    shared.delete(key)
    answered = post(scaled.address_of("gateway2"), token, {"id": "a", "text": "hello"})

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "busy")
    assert answered.status_code == 200


def test_the_same_id_sent_to_both_at_once_is_answered_once(scaled, visitor):
    token = visitor.token
    body = {"id": "race", "text": "which membership is right for me"}
    seen = []
    posts = [
        threading.Thread(
            target=lambda name=name: seen.append(post(scaled.address_of(name), token, body))
        )
        for name in ("gateway", "gateway2")
    ]
    for thread in posts:
        thread.start()
    for thread in posts:
        thread.join()

    assert [response.status_code for response in seen] == [200, 200]
    assert seen[0].json() == seen[1].json()
    with sa.create_engine(scaled.database).connect() as connection:
        (session,) = _newest_session(scaled)
        query = sa.text("SELECT count(*) FROM events WHERE sender_id = :id AND type_name = 'user'")
        assert connection.execute(query, {"id": session}).scalar() == 1


def test_a_guided_conversation_goes_on_where_it_was_when_its_worker_dies(scaled, visitor):
    visitor.say("which membership is right for me")
    before = visitor.say("i am a radiology resident in canada")
    for name in ("rasa", "rasa2"):
        scaled.kill(name)
    try:
        after = visitor.say("what do residents pay")
        history = visitor.history().json()["messages"]
    finally:
        for name in ("rasa", "rasa2"):
            scaled.start(name)

    assert before[0]["kind"] in {"question", "decision"}
    assert after[0]["kind"] == "answer"
    assert sum("reply_to" in message for message in history) == 3
    scaled.wait_until_ready("rasa", "rasa2")


def test_people_are_answered_while_redis_is_away(scaled, visitor):
    scaled.redis.stop()
    try:
        (answer,) = visitor.say("what do residents pay")
    finally:
        scaled.redis.start()

    assert answer["kind"] == "answer"
    assert visitor.say("what do residents pay")[0]["kind"] == "answer"


def test_one_action_server_is_enough(scaled, visitor):
    scaled.kill("actions")
    try:
        kinds = {visitor.say("which membership is right for me")[0]["kind"] for _ in range(2)}
    finally:
        scaled.start("actions")

    assert "contact" not in kinds
    scaled.wait_until_ready("actions")


def test_while_the_database_is_away_a_sentence_says_so_and_nothing_is_lost(scaled, visitor):
    scaled.postgres.stop()
    try:
        refused = visitor.send({"id": "db", "text": "hello"})
    finally:
        scaled.postgres.start()

    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "no_database"
    answered = visitor.send({"id": "db", "text": "hello"})
    assert answered.status_code == 200


def test_the_proxy_adds_nothing_of_its_own_to_the_headers(scaled):
    response = httpx.get(f"{scaled.address}/readyz")

    assert "nginx/" not in response.headers.get("server", "")
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def _newest_session(scaled):
    with sa.create_engine(scaled.database).connect() as connection:
        query = sa.text("SELECT id FROM sessions ORDER BY created_at DESC LIMIT 1")
        return connection.execute(query).scalars().all()
