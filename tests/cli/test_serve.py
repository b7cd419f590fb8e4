"""What `assistant serve` starts, refuses, writes down and says."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from bot.cli.serve import (
    _how_to_sign_in,
    _Output,
    _refuse_taken_ports,
    commands,
    environment_of,
)
from bot.errors import SetUpError
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.accounts import Role, Staff
from bot.settings import Settings
from testkit.services import free_port


@pytest.fixture
def settings(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'serve.db'}")
    migrate(settings.database)
    return settings


def test_the_staff_door_is_a_process_of_its_own(settings):
    command = commands(settings, "model.tar.gz")["console"]
    assert "bot.console.app:create_app" in command
    assert str(settings.console_port) in command


def test_it_says_how_to_sign_in_for_the_first_time_and_later(settings):
    assert "users add" in _how_to_sign_in(settings)
    staff = Staff(open_engine(settings.database), timedelta(minutes=1), utc_now)
    staff.add("maria", "x" * 12, Role.ADMIN, "tests")
    assert "users add" not in _how_to_sign_in(settings)


def test_several_workers_of_rasa_are_numbered_and_have_ports_of_their_own():
    names = commands(Settings(rasa_workers=3, rasa_port=6000), "model.tar.gz")
    workers = {name: command for name, command in names.items() if name.startswith("rasa")}
    assert list(workers) == ["rasa", "rasa2", "rasa3"]
    ports = [command[command.index("--port") + 1] for command in workers.values()]
    assert ports == ["6000", "6001", "6002"]


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


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("gateway", "ASSISTANT_GATEWAY_PORT"),
        ("console", "ASSISTANT_CONSOLE_PORT"),
        ("rasa", "ASSISTANT_RASA_PORT"),
        ("actions", "ASSISTANT_ACTIONS_PORT"),
    ],
)
def test_a_port_in_use_is_named_with_the_setting_that_changes_it(name, variable):
    names = ("gateway", "console", "rasa", "actions")
    ports = {f"{each}_port": free_port() for each in names}
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(SetUpError, match=f"port {port}, meant for {name}.*{variable}"):
            _refuse_taken_ports(Settings(**{**ports, f"{name}_port": port}))


def test_free_ports_are_not_refused():
    ports = {f"{name}_port": free_port() for name in ("gateway", "console", "rasa", "actions")}
    _refuse_taken_ports(Settings(**ports))


@pytest.fixture
def output(tmp_path):
    """Return a printer, and a function that hands it a line of a process."""
    printer = _Output(tmp_path / "serve.log")

    def write(name, text):
        time = datetime(2026, 11, 23, 12, 0)
        printer.write(SimpleNamespace(time=time, name=name, data=text))
        return printer

    return write


def test_lines_go_into_the_log_with_time_and_process(output, tmp_path):
    output("rasa", "ready\n")
    output("gateway", b"caf\xc3\xa9\n")
    assert (tmp_path / "serve.log").read_text().splitlines() == [
        "12:00:00 rasa     ready",
        "12:00:00 gateway  café",
    ]


def test_a_process_that_ends_by_itself_is_named_with_its_last_lines(output, capsys):
    output("rasa", "the reason\n")
    printer = output("system", "rasa stopped (rc=1)\n")
    assert printer.died == "rasa ended by itself with status 1"
    assert "the reason" in capsys.readouterr().err


def test_only_the_first_death_is_named(output):
    output("system", "rasa stopped (rc=1)\n")
    printer = output("system", "gateway stopped (rc=3)\n")
    assert printer.died.startswith("rasa")


@pytest.mark.parametrize("status", ["-2", "-15", "130"])
def test_a_process_that_was_asked_to_end_did_not_die(output, status):
    assert output("system", f"rasa stopped (rc={status})\n").died == ""


def test_after_a_signal_no_end_is_a_death(output):
    output("system", "SIGINT received\n")
    assert output("system", "rasa stopped (rc=1)\n").died == ""


def test_a_full_disk_does_not_stop_the_output(output, tmp_path):
    (tmp_path / "serve.log").mkdir()
    assert output("rasa", "ready\n").died == ""
