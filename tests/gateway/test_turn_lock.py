"""Several gateways answer one message of a session at a time; alone, each answers without a lock."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.gateway.turn_lock import SessionBusy, TurnLock
from bot.redis_connection import connect
from testkit.services import Redis, free_port
from testkit.visitor import Visitor


def use(lock, session, message, *, wait=False, seconds=0.0):
    async def run():
        async with lock.hold(session, message, wait=wait):
            await asyncio.sleep(seconds)
        return True

    return run()


@pytest.mark.services
def test_another_message_of_the_session_is_refused_by_another_gateway(redis_url):
    async def both():
        first, second = TurnLock(connect(redis_url), 5), TurnLock(connect(redis_url), 5)
        async with first.hold("s", "m1", wait=False):
            with pytest.raises(SessionBusy):
                await use(second, "s", "m2")
            assert await use(second, "s", "m1")
            assert await use(second, "another session", "m2")
        assert await use(second, "s", "m2")

    asyncio.run(both())


@pytest.mark.services
def test_erasing_waits_until_the_answer_is_there(redis_url):
    async def both():
        first, second = TurnLock(connect(redis_url), 5), TurnLock(connect(redis_url), 5)
        answering = asyncio.create_task(use(first, "e", "m1", seconds=0.3))
        await asyncio.sleep(0.1)
        await use(second, "e", "erase", wait=True)
        assert answering.done()

    asyncio.run(both())


@pytest.mark.services
def test_a_gateway_that_died_holds_nobody_up_for_long(redis_url):
    async def both():
        await TurnLock(connect(redis_url), 0.3)._acquire("turn:d", "m1", wait=False)
        assert await use(TurnLock(connect(redis_url), 5), "d", "m2", wait=True)

    asyncio.run(both())


@pytest.mark.services
def test_what_a_gateway_that_died_left_is_given_back_with_the_same_message(redis_url):
    async def both():
        await TurnLock(connect(redis_url), 60)._acquire("turn:g", "m1", wait=False)
        second = TurnLock(connect(redis_url), 60)
        assert await use(second, "g", "m1")
        assert await use(second, "g", "m2")

    asyncio.run(both())


@pytest.mark.services
def test_what_was_held_is_given_back_over_a_connection_that_was_dropped_meanwhile(tmp_path):
    server = Redis(tmp_path / "own")
    server.start()

    async def both():
        lock = TurnLock(connect(server.url), 60)
        assert await use(lock, "s", "before")
        server.stop()
        server.start()
        assert await use(lock, "s", "m1")
        assert await use(TurnLock(connect(server.url), 60), "s", "m2")

    try:
        asyncio.run(both())
    finally:
        server.stop()


def test_people_are_answered_while_redis_is_away(open_gateway, settings):
    away = replace(settings, redis_url=f"redis://127.0.0.1:{free_port()}/0", rate_limit="on")

    assert Visitor(open_gateway(away)).say("what do residents pay")[0]["kind"] == "answer"


def test_without_redis_the_lock_is_always_free():
    async def both():
        lock = TurnLock(None, 5)
        async with lock.hold("s", "m1", wait=False):
            return await use(lock, "s", "m2")

    assert asyncio.run(both())


def test_an_error_within_is_not_swallowed_by_the_lock():
    async def fail():
        async with TurnLock(None, 5).hold("s", "m1", wait=False):
            raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(fail())
