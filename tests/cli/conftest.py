"""A database of its own for the commands that need one, and the command as a person types it."""

from __future__ import annotations

import pytest

from bot.records.database import open_engine
from bot.records.migrate import migrate
from testkit import command
from testkit.quick_passwords import hash_quickly
from testkit.records import database  # noqa: F401

PASSWORD = "a long enough password"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command on a database of its own; return what it printed, or the sentence of its error."""
    hash_quickly(monkeypatch)
    monkeypatch.setenv("ASSISTANT_SECRET", "for tests only, and long enough for it")
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path / 'cli.db'}")

    def run_(*words, text=None):
        result = command.run(*words, text=text)
        return result.stdout + result.stderr.removeprefix("assistant: ").rstrip("\n")

    return run_


@pytest.fixture
def engine(run, tmp_path):
    url = f"sqlite:///{tmp_path / 'cli.db'}"
    migrate(url)
    engine_ = open_engine(url)
    yield engine_
    engine_.dispose()
