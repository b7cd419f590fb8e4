"""Of several workers a conversation keeps to one, and another steps in when that one dies."""

from __future__ import annotations

import asyncio
from collections import Counter
from urllib.parse import urlsplit

import pytest

from bot.gateway.rasa import Rasa, RasaFailed
from bot.gateway.rasa_http import Interrupted, Unreachable
from testkit.gateway import ANSWER

URLS = ("http://a", "http://b", "http://c")


class Workers:
    """Workers of which some are away, each in its own way."""

    def __init__(self, **away) -> None:
        self.away = away
        self.requests = []

    async def __call__(self, method, url, body, headers):
        host = urlsplit(url).hostname
        self.requests.append((host, body))
        if host in self.away:
            raise self.away[host]
        return 200, {"messages": [ANSWER]}


def rasa_of(workers, urls=URLS):
    return Rasa(urls, "secret", 2.0, workers)


def ask(rasa, *senders):
    async def all_of_them():
        return [await rasa.ask(sender, "hello", turn="m1") for sender in senders]

    return asyncio.run(all_of_them())


def test_a_conversation_keeps_to_its_worker_and_all_of_them_get_some():
    workers = Workers()
    senders = [f"person {number}" for number in range(60)]
    ask(rasa_of(workers), *senders, *senders)

    first, second = workers.requests[:60], workers.requests[60:]
    assert [host for host, _ in first] == [host for host, _ in second]
    assert min(Counter(host for host, _ in first).values()) >= 10


def test_one_that_cannot_be_reached_is_passed_over():
    workers = Workers(a=Unreachable(), b=Unreachable())

    ask(rasa_of(workers), *(f"person {number}" for number in range(10)))

    assert Counter(host for host, _ in workers.requests)["c"] == 10
    # Each is tried once, then avoided for a while.
    assert len(workers.requests) == 12
    assert not any("again" in body for _, body in workers.requests)


def test_the_next_is_told_when_a_worker_died_over_a_message():
    workers = Workers(a=Interrupted(), b=Interrupted())

    ask(rasa_of(workers), "x")

    *_, (host, body) = workers.requests
    assert host == "c"
    assert len(workers.requests) == 1 or body["again"] is True
    assert body["turn"] == "m1"


def test_a_single_address_that_breaks_off_is_asked_once_more():
    workers = Workers(a=Interrupted())

    with pytest.raises(RasaFailed, match="unreachable"):
        ask(rasa_of(workers, "http://a"), "x")

    assert len(workers.requests) == 2


def test_one_that_is_slow_is_not_asked_twice():
    workers = Workers(**dict.fromkeys("abc", asyncio.TimeoutError()))

    with pytest.raises(RasaFailed, match="timeout"):
        ask(rasa_of(workers), "x")

    assert len(workers.requests) == 1


def test_readiness_is_told_while_many_messages_wait():
    class Busy:
        async def __call__(self, method, url, body, headers):
            if method == "POST":
                await asyncio.sleep(30)
            return 200, {"ready": True}

    async def ask_meanwhile():
        rasa = Rasa("http://a", "secret", 30.0, Busy())
        waiting = [asyncio.create_task(rasa.ask(f"person {n}", "hello")) for n in range(60)]
        await asyncio.sleep(0)
        ready = (await rasa.readiness()).is_ready
        for task in waiting:
            task.cancel()
        return ready

    assert asyncio.run(ask_meanwhile())


class Restarting:
    """One worker that is away for some requests, and remembers what it was sent."""

    def __init__(self, *away) -> None:
        self.away = list(away)
        self.bodies = []

    async def __call__(self, method, url, body, headers):
        self.bodies.append(body)
        if self.away:
            failure = self.away.pop(0)
            if failure:
                raise failure
        return 200, {"messages": [ANSWER]}


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr("bot.gateway.rasa._SECONDS_BETWEEN_TRIES", 0.0)


@pytest.mark.usefixtures("at_once")
def test_a_message_waits_for_the_only_worker_to_be_started_again():
    worker = Restarting(None, *[Unreachable()] * 9)

    first, second = ask(rasa_of(worker, "http://a"), "x", "y")

    assert first == second == [ANSWER]
    assert not any("again" in body for body in worker.bodies)


@pytest.mark.usefixtures("at_once")
def test_the_worker_that_comes_back_is_told_that_it_may_have_read_it():
    worker = Restarting(None, Interrupted(), *[Unreachable()] * 4)

    ask(rasa_of(worker, "http://a"), "x", "y")

    assert worker.bodies[-1]["again"] is True


@pytest.mark.usefixtures("at_once")
def test_a_worker_that_is_away_for_long_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("bot.gateway.rasa._SECONDS_TO_BE_BACK", 0.0)
    worker = Restarting(None, *[Unreachable()] * 9)

    with pytest.raises(RasaFailed, match="unreachable"):
        ask(rasa_of(worker, "http://a"), "x", "y")


def test_a_worker_that_never_answered_is_not_waited_for():
    worker = Restarting(*[Unreachable()] * 9)

    with pytest.raises(RasaFailed, match="unreachable"):
        ask(rasa_of(worker, "http://a"), "x")

    assert len(worker.bodies) == 2


@pytest.mark.usefixtures("at_once")
def test_workers_that_start_beside_the_gateway_are_waited_for():
    worker = Restarting(*[Unreachable()] * 9)

    async def ask_one():
        rasa = Rasa("http://a", "secret", 2.0, worker, starts_beside=True)
        return await rasa.ask("x", "hello")

    assert asyncio.run(ask_one()) == [ANSWER]
