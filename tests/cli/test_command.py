"""The command `assistant`, as `make install` leaves it beside the interpreter."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.settings import ROOT
from testkit.command import run

COMMAND = Path(sys.executable).with_name("assistant")
HEAVY = ("spacy", "sklearn", "onnxruntime", "sqlalchemy", "starlette", "rasa")


def test_it_runs_from_any_folder(tmp_path):
    process = subprocess.run(
        [COMMAND, "dues", "show", "--on", "2027-01-15"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0
    assert "National dues, first year" in process.stdout


def test_a_mistake_is_one_sentence_and_status_2(tmp_path):
    process = subprocess.run(
        [COMMAND, "timeline"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (process.returncode, "Traceback" in process.stderr) == (2, False)
    assert "--training-ends" in process.stderr


def test_help_lists_every_command_with_a_sentence():
    lines = [line.strip("│ ") for line in run("--help").stdout.splitlines()]
    commands = {name: text for name, _, text in (line.partition(" ") for line in lines)}
    assert set(COMMANDS) <= set(commands)
    assert all(commands[name].strip() for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    result = run(name, "--help")
    assert result.returncode == 0
    assert f"assistant {name}" in result.stdout


def test_an_unknown_command_is_named():
    result = run("decode")
    assert result.returncode == 2
    assert "decode" in result.stderr


@pytest.mark.parametrize("words", [["decide", "--profile", "{}"], ["dues", "show"], ["rules"]])
def test_what_decides_loads_neither_encoder_nor_database(words):
    program = (
        "import sys; from bot.cli import app; app(sys.argv[1:], standalone_mode=False);"
        f" sys.exit(' '.join(name for name in {HEAVY} if name in sys.modules))"
    )
    process = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert process.stdout
    assert process.stderr.strip() == ""


def test_it_tells_its_version():
    assert re.fullmatch(r"assistant \d+\.\d+\.\d+\n", run("--version").stdout)


def test_its_usage_names_the_command_and_not_the_module(tmp_path):
    process = subprocess.run(
        [sys.executable, "-m", "bot.cli", "decide", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Usage: assistant decide" in process.stdout


def test_help_shows_what_stands_in_brackets():
    assert '"accept": [ids]' in " ".join(run("evaluate", "--help").stdout.replace("│", " ").split())


def test_a_reader_that_stops_reading_brings_no_traceback():
    process = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m bot.cli rules | head -1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in process.stderr
    assert "BrokenPipe" not in process.stderr
