"""Two workers never answer one conversation at once, and a dead one holds nobody up."""

from __future__ import annotations

import asyncio

import pytest

from bench.services import Redis
from bot.dialogue.locks import ConversationLocks

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    redis = Redis(tmp_path_factory.mktemp("redis"))
    redis.start()
    yield redis.url
    redis.stop()


async def answer(locks, seen, name):
    async with locks.lock("x"):
        seen.append(f"{name} begins")
        await asyncio.sleep(0.1)
        seen.append(f"{name} ends")


def in_turn(seen):
    return [one.split()[1] for one in seen] == ["begins", "ends"] * (len(seen) // 2)


@pytest.mark.services
def test_two_workers_take_turns(url, monkeypatch):
    monkeypatch.setenv("ASSISTANT_REDIS_URL", url)
    seen = []

    async def both():
        one, other = ConversationLocks(), ConversationLocks()
        await asyncio.gather(*(answer(locks, seen, "m") for locks in (one, other, one, other)))

    asyncio.run(both())

    assert len(seen) == 8
    assert in_turn(seen)


@pytest.mark.services
def test_what_a_dead_worker_held_can_be_taken_from_it(url, monkeypatch):
    monkeypatch.setenv("ASSISTANT_REDIS_URL", url)
    seen = []

    async def both():
        await ConversationLocks()._shared("x")
        other = ConversationLocks()
        await other.break_open("x")
        await asyncio.wait_for(answer(other, seen, "m"), 2)

    asyncio.run(both())

    assert in_turn(seen)


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
