"""Paths, headers and sockets: what a browser never sends."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

import httpx
import pytest

from bot.settings import ROOT

PATHS = [
    "/static/../app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/app.py",
    "/static/%2e%2e%2f%2e%2e%2fsettings.py",
    "/static/..%5capp.py",
    "/static/..%c0%afapp.py",
    "/static//etc/passwd",
    "/static/%00",
    "/static/assistant.js%00.py",
    "/static/....//app.py",
    "/faq/../../app.py",
    "/faq/membership/%2e%2e%2f%2e%2e%2fvar%2fsecret",
    "/faq/{{7*7}}/x",
    "/faq/membership/<script>alert(1)</script>",
    "//evil.example/",
    "/\\evil.example",
    "/webhooks/gateway/message",
    "/webhooks/rest/webhook",
    "/model",
    "/conversations/x/tracker",
    "/metrics",
    "/.git/config",
    "/.env",
]


def raw(address, request, seconds=5.0):
    """Send bytes as they are; return what came back."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=seconds) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except TimeoutError:
            pass
    return answer


@pytest.mark.parametrize("path", PATHS)
def test_a_path_leads_to_no_file_and_to_no_inner_door(address, path):
    answer = raw(address, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    status = int(answer.split(b" ", 2)[1])

    assert status in {400, 404, 405}
    for secret in (
        b"def create_app",
        b"root:",
        b"import annotations",
        b"Traceback",
        b"<script>alert",
    ):
        assert secret not in answer


@pytest.mark.parametrize(
    "header",
    [
        "Authorization: Bearer x\r\nSet-Cookie: a=b",
        "X-Request-Id: abc\r\nX-Injected: yes",
        "Origin: https://evil.example",
        "X-Forwarded-For: 1.2.3.4, <script>",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Cookie: " + "a" * 7000,
    ],
)
def test_a_header_adds_nothing_to_the_answer_and_breaks_nothing(address, header):
    request = f"GET /faq HTTP/1.1\r\nHost: x\r\n{header}\r\nConnection: close\r\n\r\n"
    answer = raw(address, request.encode())
    head = answer.partition(b"\r\n\r\n")[0].lower()

    assert answer
    assert b" 500 " not in head.splitlines()[0]
    assert b"x-injected" not in head
    assert b"set-cookie" not in head
    assert b"access-control-allow-origin" not in head


def test_the_host_header_is_not_trusted_in_any_page(address):
    answer = httpx.get(f"{address}/faq", headers={"Host": "evil.example"})

    assert "evil.example" not in answer.text
    assert "evil.example" not in str(answer.headers)


@pytest.mark.parametrize("path", ["//evil.example/", "http://evil.example/faq/"])
def test_a_page_that_does_not_exist_names_no_address_that_was_asked_for(address, path):
    answer = raw(address, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())

    assert b" 404 " in answer.splitlines()[0]
    assert b"evil.example" not in answer


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "PATCH", "FOO"])
def test_an_unheard_of_method_is_refused(address, method):
    request = f"{method} /api/chat/messages HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    status = int(raw(address, request.encode()).split(b" ", 2)[1])

    assert status in {400, 405}


def test_a_body_that_never_ends_does_not_hold_others_up(address, session):
    """Thirty connections send a byte and stop; a message is answered all the same."""
    parts = urlsplit(address)
    token = session.headers["Authorization"]
    head = (
        f"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
    )
    slow = [socket.create_connection((parts.hostname, parts.port)) for _ in range(30)]
    try:
        for connection in slow:
            connection.sendall(head.encode())
        time.sleep(0.2)
        answer = session.post("/api/chat/messages", json={"id": "quick", "text": "hello"})
    finally:
        for connection in slow:
            connection.close()

    assert answer.status_code == 200


def test_an_unfinished_body_is_refused_in_the_end(address, session, monkeypatch):
    monkeypatch.setattr("bot.gateway.request_body._SECONDS_TO_SEND", 0.5)
    token = session.headers["Authorization"]
    head = (
        f"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{"
    )
    answer = raw(address, head.encode(), seconds=5)

    assert answer.startswith(b"HTTP/1.1 400")
    assert b"too_slow" in answer


def test_errors_say_nothing_about_the_inside(address):
    for path in ("/nothing", "/api/nothing", "/faq/a/b"):
        text = httpx.get(f"{address}{path}").text
        for word in ("Traceback", "starlette", "uvicorn", "sqlalchemy", str(ROOT), ".py"):
            assert word not in text
