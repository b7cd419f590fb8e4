"""What can go wrong between the gateway and a worker, on real sockets."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.gateway.rasa import Rasa, RasaFailed
from bot.gateway.rasa_http import Http, Interrupted, Unreachable
from testkit.services import free_port

JSON = b'HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{"one": [1]}'
ANSWERED = (
    b'HTTP/1.1 200 OK\r\nContent-Length: 47\r\n\r\n{"messages": [{"text": "a", "kind": "answer"}]}'
)
CUT_SHORT = b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"one'


@dataclass
class Pace:
    """How long the worker takes, which may change; and what it requests."""

    waits: float
    requests: list[str] = field(default_factory=list)


@asynccontextmanager
async def worker(answer, *, waits=0.0):
    """A worker that says the same to every request."""
    pace = Pace(waits)

    async def serve(reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                pace.requests.append(head.decode())
                length = [line for line in head.lower().split(b"\r\n") if b"content-length" in line]
                await reader.readexactly(int(length[0].split(b":")[1]) if length else 0)
                await asyncio.sleep(pace.waits)
                writer.write(answer)
                if answer not in {JSON, ANSWERED}:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", pace
    finally:
        server.close()


async def ask(address, deadline=2.0, times=1):
    http = Http("secret", deadline)
    try:
        return [await http.send("POST", address, {"a": 1}, {"X-One": "1"}) for _ in range(times)]
    finally:
        await http.close()


def ask_worker(answer, **options):
    async def both():
        async with worker(answer, waits=options.pop("waits", 0.0)) as (address, pace):
            return await ask(address, **options), pace.requests

    return asyncio.run(both())


def test_an_answer_comes_with_its_status_and_the_secret_goes_with_the_request():
    answers, requests = ask_worker(JSON, times=2)

    assert answers == [(200, {"one": [1]})] * 2
    assert all("Authorization: Bearer secret\r\n" in request for request in requests)
    assert all("X-One: 1\r\n" in request for request in requests)


def test_where_nobody_listens_nobody_is_there():
    with pytest.raises(Unreachable):
        asyncio.run(ask(f"http://127.0.0.1:{free_port()}"))


@pytest.mark.parametrize("answer", [b"", CUT_SHORT, b"nonsense\r\n\r\n"])
def test_an_answer_that_does_not_come_whole_broke_off(answer):
    with pytest.raises(Interrupted):
        ask_worker(answer)


def test_what_takes_longer_than_the_deadline_is_given_up():
    with pytest.raises(asyncio.TimeoutError):
        ask_worker(JSON, waits=1.0, deadline=0.1)


def test_what_is_no_json_is_an_error_of_values():
    with pytest.raises(ValueError, match="Expecting value"):
        ask_worker(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n<>")


def test_a_worker_that_hung_is_asked_again_once_it_is_back():
    """However many waited for it: aiohttp's own limit may forget those that do."""

    async def hang_and_recover():
        async with worker(ANSWERED, waits=1.0) as (address, pace):
            rasa = Rasa(address, "secret", 0.1)
            messages = (rasa.ask(f"person {number}", "hello") for number in range(60))
            hung = await asyncio.gather(*messages, return_exceptions=True)
            pace.waits = 0.0
            back = [await rasa.ask(f"person {number}", "hello") for number in range(20)]
            await rasa.close()
        return hung, back

    hung, back = asyncio.run(hang_and_recover())

    assert all(isinstance(result, RasaFailed) for result in hung)
    assert len(back) == 20


def test_an_answer_that_leads_elsewhere_is_not_followed():
    (answer,), requests = ask_worker(
        b"HTTP/1.1 307 Elsewhere\r\nLocation: /elsewhere\r\nContent-Length: 2\r\n\r\n{}"
    )
    assert answer == (307, {})
    assert len(requests) == 1
