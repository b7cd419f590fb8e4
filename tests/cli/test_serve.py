"""What `assistant serve` starts, refuses, writes down and says."""

from __future__ import annotations

import errno
import os
from datetime import timedelta

import pytest

from bot.cli import serve as module
from bot.cli.process_commands import commands
from bot.cli.serve import _announce, _how_to_sign_in, _log, _probes
from bot.cli.supervisor import Supervisor
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from bot.settings import Settings
from testkit.command import run
from testkit.console import STAFF_KEY
from testkit.stack import environment_for, settings_for


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


@pytest.fixture
def slow_start(monkeypatch):
    """`assistant serve` that is ready at the fourth look only, long after the time it may take."""
    looks = iter([False, False, False, True])
    monkeypatch.setattr(module, "_SECONDS_TO_BE_READY", -1)
    monkeypatch.setattr(module, "_SECONDS_BETWEEN", 0)
    monkeypatch.setattr(module, "_is_ready", lambda _: next(looks))
    monkeypatch.setattr(module, "_warm", lambda _: None)
    monkeypatch.setattr(module, "_probes", lambda _: {"console": lambda: True})


@pytest.fixture
def supervisor(tmp_path):
    return Supervisor({}, [], {}, tmp_path, lambda *_: None)


def test_who_said_still_not_ready_says_ready_when_it_is(
    settings, slow_start, supervisor, tmp_path, capsys
):
    _announce(settings, supervisor, tmp_path / "serve.log")

    said = capsys.readouterr()
    assert said.err.count("Still not ready") == 1
    assert "Ready after" in said.out
    assert "Staff:" in said.out


def test_who_is_stopped_while_it_starts_says_nothing(
    settings, slow_start, supervisor, tmp_path, capsys
):
    supervisor.is_stopping.set()
    _announce(settings, supervisor, tmp_path / "serve.log")

    assert capsys.readouterr() == ("", "")


@pytest.fixture
def starting(tmp_path, monkeypatch):
    """`assistant serve` until it would start a process, on free ports and a database of its own."""
    for name, value in environment_for(settings_for(tmp_path)).items():
        if name.startswith("ASSISTANT_"):
            monkeypatch.setenv(name, value)
    # It is this process whose files it would make private.
    monkeypatch.setattr(module, "keep_private", lambda _: None)
    monkeypatch.setattr(module, "allow_many_files", lambda: None)
    monkeypatch.setattr(module, "Supervisor", None)


def test_a_trained_model_that_is_broken_is_refused_before_anything_starts(
    starting, monkeypatch, tmp_path
):
    (tmp_path / "broken.tar.gz").write_bytes(b"cut off")
    monkeypatch.setattr(module, "ensure_trained", lambda: tmp_path / "broken.tar.gz")
    result = run("serve")
    assert result.returncode == 2
    assert "broken.tar.gz cannot be used: it is broken or no model" in result.stderr


def test_a_full_disk_is_one_sentence(starting, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "var/serve.log")

    monkeypatch.setattr(module, "hold_database", full)
    result = run("serve")
    assert result.returncode == 2
    assert result.stderr.strip() == (
        "assistant: var/serve.log cannot be used: No space left on device"
    )


def test_a_second_one_in_this_folder_says_what_both_share(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(module, "VAR", tmp_path)
    first = _log(Settings())
    assert capsys.readouterr().err == ""
    second = _log(Settings(gateway_port=8100))
    assert "another one is served from this folder" in capsys.readouterr().err
    assert (first.path.name, second.path.name) == ("serve.log", "serve-8100.log")
