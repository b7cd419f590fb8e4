"""The gateway with a real database, in front of a Rasa that the test plays: fixtures for any folder."""

from __future__ import annotations

import asyncio
import copy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.rasa import Rasa
from bot.settings import Settings
from testkit.clock import Clock
from testkit.services import Redis
from testkit.visitor import Visitor

ANSWER = {
    "kind": "answer",
    "text": "Nothing.",
    "blocks": [{"type": "p", "runs": ["Nothing."]}],
    "answer": {
        "id": "membership/training_dues",
        "reviewed": "2026-11-23",
        "sources": [],
        "disagreement": None,
    },
    "choices": [
        {
            "title": "And after training?",
            "payload": "/faq/membership_dues_after_training",
            "value": "membership/dues_after_training",
        }
    ],
    "understood": {"label": "faq/membership_training_dues", "confidence": 0.9, "top": []},
}


@dataclass
class PlayedRasa:
    """Answers with `reply`, an exception, or a status; remembers what it was sent."""

    reply: Any = field(default_factory=lambda: [ANSWER])
    status: int = 200
    delay: float = 0.0
    ready: bool = True
    guide: bool = True
    requests: list[dict[str, Any]] = field(default_factory=list)

    async def __call__(self, method: str, url: str, body: Any, headers: Any) -> tuple[int, Any]:
        if isinstance(self.reply, Exception):
            raise self.reply
        if method == "GET":
            return 200, {"ready": self.ready, "guide": self.guide}
        self.requests.append(body)
        await asyncio.sleep(self.delay)
        return self.status, {"messages": copy.deepcopy(self.reply)}


@pytest.fixture
def rasa():
    return PlayedRasa()


@pytest.fixture
def clock():
    return Clock(tick=timedelta(milliseconds=1))


@pytest.fixture
def settings(tmp_path):
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'gateway.db'}",
        secret="for tests only",
        rate_limit="off",
        today="2026-11-23",
        allowed_origins="https://society.example",
    )


@pytest.fixture
def open_gateway(rasa, clock):
    """Return a function that opens the gateway with given settings."""
    opened = []

    def open_(settings: Settings) -> TestClient:
        asker = Rasa("http://rasa", "secret", settings.deadline_seconds, rasa)
        client = TestClient(create_app(settings, asker, clock), raise_server_exceptions=False)
        client.__enter__()
        opened.append(client)
        return client

    yield open_
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def gateway(open_gateway, settings):
    return open_gateway(settings)


@pytest.fixture
def visitor(gateway):
    return Visitor(gateway)


@pytest.fixture
def another_visitor(gateway):
    return Visitor(gateway)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory):
    redis = Redis(tmp_path_factory.mktemp("redis"))
    redis.start()
    yield redis.url
    redis.stop()
