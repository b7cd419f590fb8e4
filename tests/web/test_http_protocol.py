"""The real server on a socket: who sends no request, or too large a one, does not stay."""

from __future__ import annotations

import socket
import threading

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.cli.process_commands import commands
from bot.settings import Settings
from bot.web import http_protocol
from bot.web.http_protocol import BoundedHttp
from testkit.services import free_port, is_open, wait_until


async def page(_):
    return PlainTextResponse("page")


@pytest.fixture
def port(monkeypatch):
    monkeypatch.setattr(http_protocol, "SECONDS_FOR_HEAD", 0.3)
    app = Starlette(routes=[Route("/", page)])
    port_ = free_port()
    config = uvicorn.Config(
        app, port=port_, http=BoundedHttp, log_level="critical", ws="none", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: is_open(port_), "the server")
    yield port_
    server.should_exit = True
    thread.join(10)


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


def test_a_request_in_time_is_answered_and_its_connection_kept(port):
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        assert [client.get("/").text for _ in range(3)] == ["page"] * 3


@pytest.mark.parametrize("name", ["gateway", "console"])
def test_both_doors_are_served_so(name):
    command = commands(Settings(), "model.tar.gz")[name]
    place = command[command.index("--http") + 1]
    assert uvicorn.Config(page, http=place).http == place
    assert place == f"{BoundedHttp.__module__}:{BoundedHttp.__qualname__}"
