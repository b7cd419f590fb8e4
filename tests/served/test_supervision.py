"""`assistant serve` as an operator runs it: whatever dies comes back, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import httpx
import psutil
import pytest

from bot.settings import ROOT
from testkit.services import free_port, is_open, wait_until
from testkit.stack import environment_for, settings_for

pytestmark = [pytest.mark.rasa, pytest.mark.served]

MARKS = {
    "gateway": "bot.gateway.app",
    "console": "bot.console.app",
    "rasa": "rasa run",
    "actions": "rasa_sdk",
}
_SECONDS = 120


class Served:
    """One `assistant serve`, with what it started."""

    def __init__(self, folder):
        self.settings = settings_for(folder, console_port=free_port())
        self.address = f"http://127.0.0.1:{self.settings.gateway_port}"
        environment = environment_for(self.settings)
        self.environment = {**environment, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "serve"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def children(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, name):
        return next((child for child in self.children() if MARKS[name] in command_of(child)), None)

    def is_ready(self):
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5).is_success
        except httpx.HTTPError:
            return False

    def answers(self):
        try:
            with httpx.Client(base_url=self.address, timeout=15) as client:
                session = client.post("/api/chat/sessions", json={}).json()["session"]
                reply = client.post(
                    "/api/chat/messages",
                    json={"id": "one", "text": "what do residents pay"},
                    headers={"Authorization": f"Bearer {session}"},
                ).json()
        except (httpx.HTTPError, ValueError):
            return False
        return reply["messages"][0]["kind"] == "answer"


def command_of(process):
    """Return the command line of a process; empty where it just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    served_ = Served(tmp_path_factory.mktemp("serve"))
    try:
        wait_until(served_.answers, "the first answer", _SECONDS)
        # Said when the last of them is there: before that, an end is the end of all.
        for line in served_.process.stdout:
            if b"Ready after" in line:
                break
        yield served_
    finally:
        if served_.process.poll() is None:
            served_.process.terminate()
            served_.process.wait(60)


@pytest.mark.parametrize("name", ["gateway", "rasa", "actions"])
def test_what_dies_comes_back_and_messages_are_answered_again(served, name):
    wait_until(lambda: served.child(name) is not None, name, _SECONDS)
    killed = served.child(name)
    killed.kill()
    wait_until(lambda: not killed.is_running(), "its end", _SECONDS)
    wait_until(lambda: served.child(name) is not None, "its return", _SECONDS)
    wait_until(served.answers, "an answer", _SECONDS)


def test_the_public_door_stays_open_while_the_console_comes_back(served):
    gateway, console = served.child("gateway"), served.child("console")
    wait_until(served.is_ready, "readiness", _SECONDS)
    console.kill()
    while served.child("console") in (None, console):
        assert httpx.get(f"{served.address}/healthz", timeout=10).is_success
    assert served.child("gateway") == gateway


def test_a_second_one_is_refused_and_told_where_the_first_is(served):
    second = subprocess.run(
        [sys.executable, "-m", "bot.cli", "serve"],
        cwd=ROOT,
        env=served.environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=_SECONDS,
    )
    assert second.returncode == 2
    assert f"already runs here: process {served.process.pid} at {served.address}" in second.stderr
    wait_until(served.is_ready, "readiness", _SECONDS)


def test_a_closed_terminal_ends_all_and_frees_the_ports(served):
    children = served.children()
    os.kill(served.process.pid, signal.SIGHUP)
    assert served.process.wait(60) == 0
    assert not [child for child in children if child.is_running()]
    assert not is_open(served.settings.gateway_port)
