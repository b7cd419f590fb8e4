"""The gateway, on a real socket too, for whoever means no good."""

from __future__ import annotations

from datetime import datetime, timezone

import httpx
import pytest

from bot.gateway.app import create_app
from bot.gateway.rasa import Rasa
from bot.settings import Settings
from bot.web.http_protocol import BoundedHttp
from testkit.gateway import (  # noqa: F401
    PlayedRasa,
    another_visitor,
    clock,
    gateway,
    open_gateway,
    rasa,
    settings,
    visitor,
)
from testkit.threaded_server import served


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """The gateway, with a Rasa that the test plays."""
    folder = tmp_path_factory.mktemp("hostile")
    ours = Settings(
        database_url=f"sqlite:///{folder / 'hostile.db'}", secret="for tests", rate_limit="off"
    )
    played = Rasa("http://rasa", "secret", 5.0, PlayedRasa())
    return create_app(ours, played, lambda: datetime.now(timezone.utc).replace(tzinfo=None))


@pytest.fixture(scope="session")
def address(app):
    """Where the gateway listens."""
    with served(app, http=BoundedHttp, log_level="critical", server_header=False) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def session(address):
    """A client that carries a session."""
    with httpx.Client(base_url=address, timeout=20) as client:
        token = client.post("/api/chat/sessions", json={}).json()["session"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client
