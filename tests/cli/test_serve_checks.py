"""What `assistant serve` refuses before it starts anything."""

from __future__ import annotations

import os
import resource
import socket

import pytest

from bot.cli import serve_checks
from bot.cli.serve_checks import allow_many_files, hold_database, keep_private, refuse_taken_ports
from bot.errors import SetUpError
from bot.settings import Settings
from testkit.services import free_port


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("gateway", "ASSISTANT_GATEWAY_PORT"),
        ("console", "ASSISTANT_CONSOLE_PORT"),
        ("rasa2", "ASSISTANT_RASA_PORT"),
        ("actions", "ASSISTANT_ACTIONS_PORT"),
    ],
)
def test_a_port_in_use_is_named_with_whose_it_is_and_the_setting_that_changes_it(name, variable):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        expected = f"port {port}, meant for {name}.*by process {os.getpid()}: .*{variable}"
        with pytest.raises(SetUpError, match=expected):
            refuse_taken_ports({name: ("127.0.0.1", port)})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "::1", "::"])
def test_free_ports_are_not_refused_on_any_kind_of_address(host):
    refuse_taken_ports({"gateway": (host, free_port())})


def test_a_port_that_is_meant_for_two_processes_is_named_with_both():
    place = ("127.0.0.1", free_port())
    expected = "is meant for gateway and for console: set ASSISTANT_CONSOLE_PORT to another"
    with pytest.raises(SetUpError, match=expected):
        refuse_taken_ports({"gateway": place, "console": place})


def test_a_host_that_is_no_address_is_named():
    with pytest.raises(SetUpError, match="'no such host'"):
        refuse_taken_ports({"gateway": ("no such host", free_port())})


def test_one_database_is_served_once_and_the_second_learns_where_the_first_is(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", gateway_port=8123)
    first = hold_database(settings)
    with pytest.raises(SetUpError, match=rf"process {os.getpid()} at http://127.0.0.1:8123"):
        hold_database(settings)
    hold_database(Settings(database_url=f"sqlite:///{tmp_path / 'b.db'}")).close()
    first.close()
    hold_database(settings).close()


@pytest.mark.parametrize(
    ("limits", "expected"),
    [((1024, 524_288), 16_384), ((1024, 4096), 4096), ((65_536, 65_536), 65_536)],
)
def test_many_connections_are_allowed_as_far_as_the_machine_lets_us(monkeypatch, limits, expected):
    held = [limits]
    monkeypatch.setattr(resource, "getrlimit", lambda _: held[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, new: held.append(new))

    allow_many_files()

    assert held[-1] == (expected, limits[1])


def test_the_run_time_folder_is_for_its_owner_alone(tmp_path, monkeypatch):
    folder = tmp_path / "var"
    folder.mkdir(0o755)
    monkeypatch.setattr(serve_checks, "VAR", folder)
    before = os.umask(0o022)
    try:
        keep_private(Settings(database_url=f"sqlite:///{folder}/assistant.db"))
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_database_is_for_its_owner_alone(tmp_path):
    files = [tmp_path / name for name in ("a.db", "a.db-wal", "other.txt")]
    for path in files:
        path.write_text("")
        path.chmod(0o644)
    before = os.umask(0o022)
    try:
        keep_private(Settings(database_url=f"sqlite:///{tmp_path}/a.db"))
        (tmp_path / "new").write_text("")
    finally:
        os.umask(before)
    modes = [path.stat().st_mode & 0o777 for path in [*files, tmp_path / "new"]]
    assert modes == [0o600, 0o600, 0o644, 0o600]


def test_a_folder_that_is_named_for_the_database_keeps_its_mode(tmp_path):
    folder = tmp_path / "records"
    folder.mkdir()
    folder.chmod(0o755)
    before = os.umask(0o022)
    try:
        keep_private(Settings(database_url=f"sqlite:///{folder}"))
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o755
