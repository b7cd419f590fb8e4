"""`assistant serve` as an operator runs it: whatever dies comes back, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import httpx
import pytest

from bot.settings import ROOT
from testkit.services import is_open, wait_until
from testkit.serving import Serving

pytestmark = [pytest.mark.rasa, pytest.mark.served]

_SECONDS = 120


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Serving(tmp_path_factory.mktemp("serve")) as served_:
        yield served_


@pytest.mark.parametrize("name", ["gateway", "rasa", "actions"])
def test_what_dies_comes_back_and_messages_are_answered_again(served, name):
    wait_until(lambda: served.child(name) is not None, name, _SECONDS)
    served.kill(name)
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
