"""Several gateways count together and answer one message of a session at a time; alone without Redis."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.gateway.errors import Problem
from bot.gateway.limits import Limits, parse
from bot.gateway.redis_rate_limits import HeldElsewhere, SharedCounts, Turns
from bot.redis_connection import connect
from testkit.services import Redis, free_port
from testkit.visitor import Visitor

AWAY = "redis://127.0.0.1:1/0"


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    redis = Redis(tmp_path_factory.mktemp("redis"))
    redis.start()
    yield redis.url
    redis.stop()


def spend(*limits, times):
    async def run():
        waits = []
        for number in range(times):
            try:
                await limits[number % len(limits)].spend(parse("5/minute"), "somebody")
            except Problem as problem:
                waits.append(problem.retry_after)
        return waits

    waits = asyncio.run(run())
    assert all(1 <= wait <= 60 for wait in waits)
    return len(waits)


def limits_of(url):
    return Limits(enabled=True, shared=SharedCounts(connect(url)))


@pytest.mark.services
def test_two_gateways_count_together(url):
    assert spend(limits_of(url), limits_of(url), times=8) == 3


def test_each_counts_alone_while_redis_is_away():
    assert spend(limits_of(AWAY), limits_of(AWAY), times=14) == 4


def take(turns, session, message, *, wait=False, seconds=0.0):
    async def run():
        async with turns.taken(session, message, wait=wait):
            await asyncio.sleep(seconds)
        return True

    return run()


@pytest.mark.services
def test_another_message_of_the_session_is_refused_by_another_gateway(url):
    async def both():
        one, other = Turns(connect(url), 5), Turns(connect(url), 5)
        async with one.taken("s", "m1", wait=False):
            with pytest.raises(HeldElsewhere):
                await take(other, "s", "m2")
            assert await take(other, "s", "m1")
            assert await take(other, "another session", "m2")
        assert await take(other, "s", "m2")

    asyncio.run(both())


@pytest.mark.services
def test_erasing_waits_until_the_answer_is_there(url):
    async def both():
        one, other = Turns(connect(url), 5), Turns(connect(url), 5)
        answering = asyncio.create_task(take(one, "e", "m1", seconds=0.3))
        await asyncio.sleep(0.1)
        await take(other, "e", "erase", wait=True)
        assert answering.done()

    asyncio.run(both())


@pytest.mark.services
def test_a_gateway_that_died_holds_nobody_up_for_long(url):
    async def both():
        await Turns(connect(url), 0.3)._take("turn:d", "m1", wait=False)
        assert await take(Turns(connect(url), 5), "d", "m2", wait=True)

    asyncio.run(both())


@pytest.mark.services
def test_what_a_gateway_that_died_left_is_given_back_with_the_same_message(url):
    async def both():
        await Turns(connect(url), 60)._take("turn:g", "m1", wait=False)
        other = Turns(connect(url), 60)
        assert await take(other, "g", "m1")
        assert await take(other, "g", "m2")

    asyncio.run(both())


@pytest.mark.services
def test_what_was_held_is_given_back_over_a_connection_that_was_dropped_meanwhile(tmp_path):
    server = Redis(tmp_path / "own")
    server.start()

    async def both():
        turns = Turns(connect(server.url), 60)
        assert await take(turns, "s", "before")
        server.stop()
        server.start()
        assert await take(turns, "s", "m1")
        assert await take(Turns(connect(server.url), 60), "s", "m2")

    try:
        asyncio.run(both())
    finally:
        server.stop()


def test_people_are_answered_while_redis_is_away(open_door, settings):
    away = replace(settings, redis_url=f"redis://127.0.0.1:{free_port()}/0", rate_limit="on")

    assert Visitor(open_door(away)).say("what do residents pay")[0]["kind"] == "answer"
