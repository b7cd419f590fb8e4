"""The console with a real database, and a lookup that ranks by shared words, without a model."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.console.app import create_app
from bot.publishing.publication_paths import Places
from bot.records.conversations.tables import callbacks
from bot.records.database import open_engine
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from bot.settings import ROOT, Settings
from testkit.clock import NOON, Clock
from testkit.console import (
    PASSWORD,
    XSS,
    PlayedLookup,
    StaffClient,
    blocks,
    first_cluster,
)
from testkit.conversation_log import Log
from testkit.quick_passwords import hash_quickly

LOGIN_HELP = {
    "answer": "Call {phone}.",
    "sources": "hub | I can’t log in to Help!",
    "related": "account/contact_us",
    "reviewed": "2026-11-23",
}
EARLIER = NOON - timedelta(days=1)
MISS = {"label": "out_of_scope/payment"}


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    hash_quickly(monkeypatch)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(tmp_path):
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'console.db'}",
        secret="for tests only",
        today="2026-11-23",
    )


@pytest.fixture
def answer_lookup(knowledge):
    return PlayedLookup(knowledge)


@pytest.fixture
def begun():
    """The numbers of the publications that were begun; nothing is trained."""
    return []


@pytest.fixture
def places(tmp_path):
    return Places(ROOT, tmp_path / "var")


@pytest.fixture
def app(settings, answer_lookup, clock, places, begun):
    return create_app(settings, answer_lookup, clock, places=places, start=begun.append)


@pytest.fixture
def engine(settings, app):
    engine = open_engine(settings.database)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine):
    return Log(engine)


@pytest.fixture
def staff(engine, clock, settings):
    staff = Staff(engine, timedelta(minutes=30), clock, settings.staff_key())
    for role in Role:
        staff.accounts.add(role.value, PASSWORD, role, "tests")
    return staff


@pytest.fixture
def sign_in(app, staff):
    """Return a function that signs in under a role."""
    return lambda name="admin": StaffClient(app, name)


@pytest.fixture
def hostile(log, engine, sign_in):
    """A visitor whose every word is an attack, and staff who took it in."""
    log.talk(
        "evil",
        (0, "fallback", {**MISS, "text": XSS, "id": "t-evil", "helpful": False, "reason": XSS}),
        (1, "answer", {"label": XSS[:80], "text": f"again {XSS}", "reply": [blocks(XSS)]}),
        start=EARLIER,
    )
    with engine.begin() as connection:
        connection.execute(
            callbacks.insert().values(
                reference="XSS",
                session_id="evil",
                created_at=EARLIER,
                name=XSS,
                email=f"{XSS}@example.org",
                phone=XSS[:40],
                question=XSS,
                topic=XSS[:40],
                share_conversation=True,
            )
        )
    client = sign_in()
    client.send("/callbacks/XSS/note", text=XSS)
    client.send("/conversations/evil/review", tags=XSS, flagged="1")
    cluster = first_cluster(client)
    client.send("/phrases/new", turn="t-evil", text=XSS, answer="membership/cme", why=XSS)
    client.send(
        "/knowledge/edit/account/login_help",
        **{**LOGIN_HELP, "question": f"Login {XSS}", "why": XSS},
        group_of_questions=cluster.rpartition("/")[2],
    )
    return client
