"""Each process is killed or frozen in turn: people always get an answer, or a way forward."""

from __future__ import annotations

import signal
import socket
import subprocess
import time

import pytest

from bot.settings import ROOT
from testkit.served import DEADLINE_SECONDS
from testkit.stack import Stack, environment_for, settings_for
from testkit.visitor import Visitor

pytestmark = [pytest.mark.rasa, pytest.mark.served]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    with Stack(folder, overrides={"deadline_seconds": DEADLINE_SECONDS}) as stack:
        yield stack


def test_questions_are_answered_while_the_action_server_is_dead(own):
    own.kill("actions")
    assert Visitor.at(own.address).say("what do residents pay")[0]["kind"] == "answer"
    own.start("actions")


def test_a_frozen_rasa_is_excused_within_the_deadline_and_recovers(own):
    visitor = Visitor.at(own.address)
    own.freeze("rasa")
    (message,) = visitor.say("what do residents pay")
    own.thaw("rasa")
    assert message["kind"] == "contact"
    assert "1-800-347-7748" in message["text"]
    own.wait_until_ready()
    assert Visitor.at(own.address).say("what do residents pay")[0]["kind"] == "answer"


def test_a_dead_rasa_is_excused_and_a_new_one_answers_in_the_same_conversation(own):
    visitor = Visitor.at(own.address)
    own.kill("rasa")
    assert visitor.say("what do residents pay")[0]["kind"] == "contact"
    own.start("rasa")
    own.wait_until_ready()
    assert visitor.say("what do residents pay")[0]["kind"] == "answer"


def serve(python, settings):
    return subprocess.Popen(
        [python, "-m", "bot.cli", "serve"],
        cwd=ROOT,
        env=environment_for(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(process, words):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    pytest.fail(f"{words!r} never came:\n{''.join(lines)}")


def test_a_taken_port_is_named(python, tmp_path):
    settings = settings_for(tmp_path)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", settings.gateway_port))
        listener.listen()
        process = serve(python, settings)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"port {settings.gateway_port}, meant for gateway" in output
    assert "Traceback" not in output


def test_ctrl_c_stops_all(python, tmp_path):
    settings = settings_for(tmp_path)
    process = serve(python, settings)
    wait_for(process, "Ready")
    children = _children(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) in {0, 130}
    time.sleep(0.5)
    assert not [pid for pid in children if _lives(pid)]


def _children(parent):
    """Return the processes that were started, without the runner's own forks between."""
    import psutil

    children = psutil.Process(parent).children(recursive=True)
    commands_ = {child.pid: " ".join(child.cmdline()) for child in children}
    return {pid: command for pid, command in commands_.items() if "bot.cli serve" not in command}


def _lives(pid):
    import psutil

    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
