"""What `assistant serve` starts, refuses, writes down and says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.cli.process_commands import commands, environment_of
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


def test_the_staff_door_is_a_process_of_its_own(settings):
    command = commands(settings, "model.tar.gz")["console"]
    assert "bot.console.app:create_served_app" in command
    assert str(settings.console_port) in command


def test_it_says_how_to_sign_in_for_the_first_time_and_later(settings):
    assert "users add" in _how_to_sign_in(settings)
    staff = Staff(open_engine(settings.database), timedelta(minutes=1), utc_now, STAFF_KEY)
    staff.accounts.add("maria", "a long enough password", Role.ADMIN, "tests")
    assert "users add" not in _how_to_sign_in(settings)


def test_several_workers_of_rasa_are_numbered_and_have_ports_of_their_own():
    names = commands(Settings(rasa_workers=3, rasa_port=6000), "model.tar.gz")
    workers = {name: command for name, command in names.items() if name.startswith("rasa")}
    assert list(workers) == ["rasa", "rasa2", "rasa3"]
    ports = [command[command.index("--port") + 1] for command in workers.values()]
    assert ports == ["6000", "6001", "6002"]


def test_every_process_is_asked_whether_it_answers():
    settings = Settings(rasa_workers=2, host="0.0.0.0")
    probes = _probes(settings)
    assert set(probes) == set(commands(settings, "model.tar.gz"))
    assert probes["gateway"].args == ("http://127.0.0.1:8000/healthz",)
    assert probes["rasa2"].args == ("http://127.0.0.1:5006/webhooks/gateway/",)


def test_no_rasa_is_started_where_one_runs_elsewhere():
    assert "rasa" not in commands(Settings(rasa_url="http://elsewhere:5005"), "model.tar.gz")


def test_the_public_door_says_nothing_of_its_server_and_keeps_connections():
    command = commands(Settings(), "model.tar.gz")["gateway"]
    assert {"--no-server-header", "--no-access-log"} <= set(command)


def test_the_secret_of_the_channel_is_not_that_of_the_sessions():
    values = Settings(secret="s")
    environment = environment_of(values)
    assert environment["ASSISTANT_CHANNEL_SECRET"] == values.key("channel")
    assert environment["ASSISTANT_CHANNEL_SECRET"] != values.key("sessions")
    assert environment["ASSISTANT_DATABASE_URL"] == values.database
