"""One process alone: it becomes the program, with the environment that the program reads."""

from __future__ import annotations

import re
import tarfile

import pytest

from bot.cli import run_process
from bot.settings import ROOT
from testkit.command import run


@pytest.fixture
def launch(tmp_path, monkeypatch):
    """Return a function that runs the command, and returns what the process would have become."""
    launches = []
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path / 'run.db'}")
    model = tmp_path / "model.tar.gz"
    tarfile.open(model, "w:gz").close()
    monkeypatch.setenv("ASSISTANT_MODEL", str(model))
    monkeypatch.setattr(run_process.os, "chdir", launches.append)
    monkeypatch.setattr(run_process.os, "execvpe", lambda *what: launches.append(what))

    def launch_(*words):
        result = run("run", *words)
        assert result.returncode == 0, result.stderr
        folder, (program, command, environment) = launches
        assert (folder, program) == (ROOT, command[0])
        return " ".join(command[1:]), environment

    return launch_


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gateway", "bot.gateway.app:create_served_app --host 127.0.0.1 --port 8000"),
        ("console", "bot.console.app:create_served_app --host 127.0.0.1 --port 8001"),
        ("rasa", "--interface 127.0.0.1 --port 5005"),
        ("actions", "rasa_sdk --actions actions --port 5055"),
    ],
)
def test_each_process_becomes_its_program(launch, name, words):
    command, _ = launch(name)
    assert words in command


def test_the_database_is_migrated_first(launch, tmp_path):
    launch("gateway")
    assert (tmp_path / "run.db").is_file()


def test_rasa_listens_where_it_is_told_to(launch):
    command, environment = launch("rasa", "--listen", "0.0.0.0")
    assert "--interface 0.0.0.0" in command
    assert re.search(r"--model \S+model\.tar\.gz", command)
    assert environment["SANIC_HOST"] == "0.0.0.0"


def test_the_files_of_rasa_find_their_variables(launch):
    _, environment = launch("actions")
    assert environment["SANIC_HOST"] == "127.0.0.1"
    assert environment["ASSISTANT_ACTIONS_URL"] == "http://127.0.0.1:5055/webhook"
    assert environment["ASSISTANT_CHANNEL_SECRET"]


def test_a_process_that_does_not_exist_is_refused():
    result = run("run", "kitchen")
    assert result.returncode == 2
    assert "kitchen" in result.stderr


def test_settings_that_cannot_work_together_are_refused(monkeypatch):
    monkeypatch.setenv("ASSISTANT_RASA_WORKERS", "2")
    monkeypatch.delenv("ASSISTANT_REDIS_URL", raising=False)
    result = run("run", "rasa")
    assert (result.returncode, "ASSISTANT_REDIS_URL" in result.stderr) == (2, True)


@pytest.mark.parametrize("process", ["rasa", "console"])
def test_a_process_that_needs_the_model_is_refused_without_it(launch, monkeypatch, process):
    monkeypatch.setenv("ASSISTANT_MODEL", "/none.tar.gz")
    result = run("run", process)
    assert result.returncode == 2
    assert "ASSISTANT_MODEL is '/none.tar.gz'" in result.stderr


def test_rasa_is_refused_where_the_trained_model_is_broken(launch, monkeypatch, tmp_path):
    monkeypatch.delenv("ASSISTANT_MODEL")
    (tmp_path / "broken.tar.gz").write_bytes(b"cut off")
    monkeypatch.setattr(run_process.model_file, "current", lambda: tmp_path / "broken.tar.gz")
    result = run("run", "rasa")
    assert result.returncode == 2
    assert "broken.tar.gz cannot be used: it is broken or no model" in result.stderr


def test_a_variable_that_is_no_setting_is_named_and_changes_nothing(launch, monkeypatch, capsys):
    monkeypatch.setenv("ASSISTANT_GATEWEY_PORT", "9000")
    result = run("run", "actions")
    assert (result.returncode, "is ASSISTANT_GATEWAY_PORT meant?" in result.stderr) == (0, True)
