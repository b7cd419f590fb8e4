"""The real server on a socket: who sends no request, or too large a one, does not stay."""

from __future__ import annotations

import contextlib
import socket

import h11
import httpx
import psutil
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.cli.process_commands import commands
from bot.settings import Settings
from bot.web import http_protocol
from bot.web.http_protocol import BoundedHttp
from testkit.services import wait_until
from testkit.threaded_server import served

LARGE = "page " * 200_000


async def page(_):
    return PlainTextResponse("page")


async def large_page(_):
    return PlainTextResponse(LARGE)


@pytest.fixture
def port(monkeypatch):
    for name in ("SECONDS_FOR_HEAD", "SECONDS_FOR_BODY", "SECONDS_TO_TAKE", "SECONDS_TO_END"):
        monkeypatch.setattr(http_protocol, name, 0.3)
    monkeypatch.setattr(http_protocol, "MOST_WITHOUT_REQUEST", 5)
    app = Starlette(routes=[Route("/", page, methods=["GET", "POST"]), Route("/large", large_page)])
    with served(app, http=BoundedHttp, log_level="critical", lifespan="off") as port_:
        yield port_


def what_comes_back(port, *parts):
    """Send parts, then wait until the server closes; return what it said."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        for part in parts:
            connection.sendall(part)
        said = b""
        while chunk := connection.recv(65_536):
            said += chunk
        return said


def test_a_connection_without_a_request_is_closed(port):
    assert what_comes_back(port) == b""


def test_half_a_request_is_closed(port):
    assert what_comes_back(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-") == b""


def test_half_a_second_request_is_closed_too(port):
    whole = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    said = what_comes_back(port, whole, b"GET / HTTP/1.1\r\nX-")
    assert said.count(b"200 OK") == 1


def test_a_head_that_is_too_large_is_refused(port):
    said = what_comes_back(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + b"a" * 70_000)
    assert said.startswith(b"HTTP/1.1 400")


def test_a_head_that_is_too_large_is_refused_though_all_of_it_came_at_once(port):
    said = what_comes_back(port, b"GET / HTTP/1.1\r\n%s\r\n" % (b"X-A: b\r\n" * 8_000))
    assert said.startswith(b"HTTP/1.1 400")


CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"


def test_a_body_in_some_chunks_is_read(port):
    said = what_comes_back(port, CHUNKED + b"1\r\na\r\n" * 100 + b"0\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 200")


def test_a_body_with_a_length_and_in_chunks_is_refused_with_all_that_follows(port):
    head = CHUNKED.replace(b"Transfer", b"Content-Length: 44\r\nTransfer")
    hidden = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    said = what_comes_back(port, head + b"0\r\n\r\n" + hidden)
    assert said.startswith(b"HTTP/1.1 400")
    assert b"200 OK" not in said


def test_a_body_in_chunks_without_end_is_read_no_further(port, monkeypatch):
    read, next_event = [], h11.Connection.next_event

    def counted(self):
        read.append(next_event(self))
        return read[-1]

    monkeypatch.setattr(h11.Connection, "next_event", counted)
    with contextlib.suppress(ConnectionError):
        what_comes_back(port, CHUNKED + b"1\r\na\r\n" * 20_000 + b"0\r\n\r\n")
    assert http_protocol.MOST_CHUNKS < len(read) < 2 * http_protocol.MOST_CHUNKS


def test_requests_without_end_before_the_first_answer_are_read_no_further(port):
    first = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na"
    with contextlib.suppress(ConnectionError):
        assert (
            what_comes_back(port, first + b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 20_000).count(
                b"200 OK"
            )
            < 10_000
        )


def test_a_body_that_drips_on_after_the_answer_is_closed(port):
    """Each byte put off the server's own limit on idle connections."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
        assert b"200 OK" in connection.recv(65_536)
        connection.setblocking(False)

        def drip():
            try:
                connection.sendall(b"a")
                return connection.recv(1) == b""
            except BlockingIOError:
                return False
            except OSError:
                return True

        wait_until(drip, "its end", 10)


def test_who_takes_no_answer_is_closed_and_not_waited_for(port):
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", port))
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n" * 50)
        wait_until(lambda: open_connections(port), "the connection")

        wait_until(lambda: not open_connections(port), "its end", 10)


def open_connections(port):
    """Return the server's ends of the connections to it."""
    mine = psutil.Process().net_connections("tcp")
    return [one for one in mine if one.laddr.port == port and one.raddr]


def test_of_too_many_without_a_request_the_oldest_is_closed_and_others_are_answered(
    port, monkeypatch
):
    monkeypatch.setattr(http_protocol, "SECONDS_FOR_HEAD", 60)
    with contextlib.ExitStack() as stack:
        first, *_ = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            for _ in range(6)
        ]

        assert first.recv(1) == b""
        assert httpx.get(f"http://127.0.0.1:{port}/").text == "page"


def test_a_request_in_time_is_answered_and_its_connection_kept(port):
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        assert [client.get("/").text for _ in range(3)] == ["page"] * 3


@pytest.mark.parametrize("name", ["gateway", "console"])
def test_both_doors_are_served_so(name):
    command = commands(Settings(), "model.tar.gz")[name]
    place = command[command.index("--http") + 1]
    assert uvicorn.Config(page, http=place).http == place
    assert place == f"{BoundedHttp.__module__}:{BoundedHttp.__qualname__}"
