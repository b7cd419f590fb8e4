"""The real processes on ports of their own, with a database of their own, talked to over HTTP."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bot.cli.serve import commands, environment_of
from bot.cli.train import QUIET
from bot.nlu import model_file
from bot.settings import ROOT, Settings
from testkit.services import free_port

SECONDS_TO_START = 90


def environment(settings: Settings) -> dict[str, str]:
    ours = {
        f"ASSISTANT_{name.upper()}": str(value)
        for name, value in vars(settings).items()
        if value != type(settings).__dataclass_fields__[name].default
    }
    return {**os.environ, **QUIET, **environment_of(settings), **ours}


@dataclass
class Stack:
    settings: Settings
    folder: Path
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.gateway_port}"

    def start(self, *names: str) -> None:
        all_ = commands(self.settings, str(model_file.current()))
        for name in names or all_:
            log = (self.folder / f"{name}.log").open("a")
            self.processes[name] = subprocess.Popen(
                all_[name], cwd=ROOT, env=environment(self.settings), stdout=log, stderr=log
            )

    def wait_until_ready(self) -> None:
        ends = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < ends:
            try:
                if httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        logs = "\n".join(path.read_text()[-1500:] for path in self.folder.glob("*.log"))
        pytest.fail(f"not ready in time:\n{logs}")

    def wait_for_actions(self) -> None:
        address = f"http://127.0.0.1:{self.settings.actions_port}/health"
        ends = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < ends:
            try:
                if httpx.get(address, timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        pytest.fail("the action server did not come back")

    def kill(self, name: str) -> None:
        self.processes[name].kill()
        self.processes.pop(name).wait()

    def freeze(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGCONT)

    def stop(self) -> None:
        for process in self.processes.values():
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self.processes.values():
            process.wait(20)


class Visitor:
    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, timeout=20)
        started = self.http.post("/api/chat/sessions", json={})
        self.http.headers["Authorization"] = f"Bearer {started.json()['session']}"
        self._count = 0

    def post(self, body: dict) -> list[dict]:
        self._count += 1
        response = self.http.post("/api/chat/messages", json={"id": f"m{self._count}", **body})
        assert response.status_code == 200, response.text
        messages = response.json()["messages"]
        assert messages
        return messages

    def say(self, text: str) -> list[dict]:
        return self.post({"text": text})

    def press(self, messages: list[dict], value: str) -> list[dict]:
        choices = [choice for message in messages for choice in message.get("choices", [])]
        return self.post(
            {"choice": next(one["choice"] for one in choices if one["value"] == value)}
        )


def settings_for(folder: Path) -> Settings:
    return Settings(
        gateway_port=free_port(),
        console_port=free_port(),
        rasa_port=free_port(),
        actions_port=free_port(),
        database_url=f"sqlite:///{folder / 'served.db'}",
        secret="for tests only",
        rate_limit="off",
        today="2026-11-23",
        deadline_seconds=3.0,
    )


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    stack = Stack(settings_for(folder), folder)
    stack.start()
    stack.wait_until_ready()
    yield stack
    stack.stop()


@pytest.fixture
def visitor(stack):
    return Visitor(stack.address)


@pytest.fixture
def python():
    return sys.executable
