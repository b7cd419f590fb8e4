"""Two workers never answer one conversation at once, and a dead one holds nobody up."""

from __future__ import annotations

import asyncio

import pytest

from bot.rasa.locks import ConversationLocks
from testkit.services import Redis

pytestmark = pytest.mark.rasa


async def answer(locks, seen, name):
    async with locks.lock("x"):
        seen.append(f"{name} begins")
        await asyncio.sleep(0.1)
        seen.append(f"{name} ends")


def in_turn(seen):
    return [line.split()[1] for line in seen] == ["begins", "ends"] * (len(seen) // 2)


@pytest.mark.services
def test_two_workers_take_turns(redis_url, monkeypatch):
    monkeypatch.setenv("ASSISTANT_REDIS_URL", redis_url)
    seen = []

    async def both():
        first, other = ConversationLocks(), ConversationLocks()
        turns = (first, other, first, other)
        await asyncio.gather(*(answer(locks, seen, "m") for locks in turns))

    asyncio.run(both())

    assert len(seen) == 8
    assert in_turn(seen)


@pytest.mark.services
def test_what_a_dead_worker_held_can_be_taken_from_it(redis_url, monkeypatch):
    monkeypatch.setenv("ASSISTANT_REDIS_URL", redis_url)
    seen = []

    async def both():
        await ConversationLocks()._take("rasa:lock:x")
        other = ConversationLocks()
        await other.break_open("x")
        await asyncio.wait_for(answer(other, seen, "m"), 2)

    asyncio.run(both())

    assert in_turn(seen)


@pytest.mark.services
def test_a_lock_whose_taking_was_not_confirmed_is_still_ones_own(redis_url, monkeypatch):
    monkeypatch.setenv("ASSISTANT_REDIS_URL", redis_url)

    async def lose_an_answer():
        locks = ConversationLocks()
        set_, lost = locks._redis.set, []

        async def set_and_lose(*arguments, **options):
            # What redis-py does when the connection breaks before the answer: it asks once more.
            if not lost:
                lost.append(await set_(*arguments, **options))
            return await set_(*arguments, **options)

        locks._redis.set = set_and_lose
        return await asyncio.wait_for(locks._take("rasa:lock:lost"), 1)

    assert asyncio.run(lose_an_answer())


@pytest.mark.services
def test_no_conversation_stays_locked_when_redis_was_away(tmp_path, monkeypatch):
    redis = Redis(tmp_path)
    redis.start()
    monkeypatch.setenv("ASSISTANT_REDIS_URL", redis.url)

    async def before_and_after():
        locks, leave = ConversationLocks(), asyncio.Event()

        async def hold(name):
            async with locks.lock(name):
                await leave.wait()

        leave.set()
        await asyncio.gather(*(hold(name) for name in "abc"))
        await asyncio.to_thread(lambda: (redis.stop(), redis.start()))
        # Of the connections that are kept, all but this one's lead to a server that is gone.
        await hold("a")
        leave.clear()
        first = asyncio.create_task(hold("a"))
        await asyncio.sleep(0.1)
        # While one takes a lock by the good connection another is given back.
        second = asyncio.create_task(hold("b"))
        leave.set()
        await asyncio.gather(first, second)
        return await locks._redis.keys("*")

    try:
        assert asyncio.run(before_and_after()) == []
    finally:
        redis.stop()


@pytest.mark.parametrize("address", ["", "redis://127.0.0.1:1/0"])
def test_alone_or_without_redis_a_worker_goes_by_its_own_locks(address, monkeypatch):
    monkeypatch.setenv("ASSISTANT_REDIS_URL", address)
    seen = []

    async def both():
        locks = ConversationLocks()
        await asyncio.gather(*(answer(locks, seen, "m") for _ in range(3)))

    asyncio.run(both())

    assert len(seen) == 6
    assert in_turn(seen)
