"""What `assistant serve` starts, refuses, writes down and says."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest

from bot.cli import serve
from bot.cli.process_commands import commands
from bot.cli.serve import _how_to_sign_in, _probes
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from bot.settings import Settings
from testkit.console import STAFF_KEY


@pytest.fixture
def settings(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'serve.db'}")
    migrate(settings.database)
    return settings


def test_it_says_how_to_sign_in_for_the_first_time_and_later(settings):
    assert "users add" in _how_to_sign_in(settings)
    staff = Staff(open_engine(settings.database), timedelta(minutes=1), utc_now, STAFF_KEY)
    staff.accounts.add("maria", "a long enough password", Role.ADMIN, "tests")
    assert "users add" not in _how_to_sign_in(settings)


def test_every_process_is_asked_whether_it_answers():
    settings = Settings(rasa_workers=2, host="0.0.0.0")
    probes = _probes(settings)
    assert set(probes) == set(commands(settings, "model.tar.gz"))
    assert probes["gateway"].args == ("http://127.0.0.1:8000/healthz",)
    assert probes["rasa2"].args == ("http://127.0.0.1:5006/webhooks/gateway/",)


def test_who_takes_a_connection_and_says_nothing_does_not_answer(monkeypatch):
    monkeypatch.setattr(serve, "_SECONDS_TO_ANSWER", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert not serve._answers(f"http://127.0.0.1:{silent.getsockname()[1]}/healthz")
