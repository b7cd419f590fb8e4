"""The staff door with a real database, and a mind that knows four answers and no model."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from argon2 import PasswordHasher

from bot.console.app import create_app
from bot.records.database import open_engine
from bot.records.staff.accounts import Role, Staff
from bot.settings import Settings
from testkit.clock import Clock
from testkit.console import PASSWORD, Desk, PlayedLookup
from testkit.conversation_log import Log


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """Passwords as they are hashed, but in no time: what is tested is who may pass."""
    quick = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("bot.records.staff.accounts.PasswordHasher", quick)


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
def mind(knowledge):
    return PlayedLookup(knowledge)


@pytest.fixture
def app(settings, mind, clock):
    return create_app(settings, mind, clock)


@pytest.fixture
def engine(settings, app):
    engine = open_engine(settings.database)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine):
    return Log(engine)


@pytest.fixture
def staff(engine, clock):
    staff = Staff(engine, timedelta(minutes=30), clock)
    for role in Role:
        staff.add(role.value, PASSWORD, role, "tests")
    return staff


@pytest.fixture
def desk(app, staff):
    """Return a function that signs somebody in."""
    return lambda name="admin": Desk(app, name)
