"""A process is asked where it listens; any answer is a sign of life."""

from __future__ import annotations

import socket

import httpx
import pytest

from bot.cli import health_probes
from bot.cli.health_probes import probe_of


@pytest.fixture
def asked(monkeypatch):
    urls = []

    def get(url, **_):
        urls.append(url)
        return httpx.Response(503)

    monkeypatch.setattr(httpx, "get", get)
    return urls


@pytest.mark.parametrize(
    ("kind", "host", "url"),
    [
        ("gateway", "127.0.0.1", "http://127.0.0.1:8000/healthz"),
        ("console", "0.0.0.0", "http://127.0.0.1:8000/healthz"),
        ("actions", "::", "http://[::1]:8000/health"),
        ("rasa2", "::2", "http://[::2]:8000/webhooks/gateway/"),
    ],
)
def test_each_kind_is_asked_at_an_address_that_reaches_it(asked, kind, host, url):
    assert probe_of(kind, host, 8000)()
    assert asked == [url]


def test_who_takes_a_connection_and_says_nothing_does_not_answer(monkeypatch):
    monkeypatch.setattr(health_probes, "_SECONDS_TO_ANSWER", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert not probe_of("gateway", "127.0.0.1", silent.getsockname()[1])()
