"""The real processes on ports and with a database of their own, for whoever measures them."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from bot.cli.serve import commands, environment_of
from bot.cli.train import QUIET
from bot.nlu import model_file
from bot.settings import ROOT, Settings
from testkit.services import free_port, wait_until

_SECONDS_TO_START = 120

Command = Callable[[str, list[str]], list[str]]


@dataclass(frozen=True)
class Running:
    """`address` is the gateway's."""

    address: str
    processes: list[psutil.Process]

    def processor_seconds(self) -> float:
        """Return what all processes have spent so far: a busy machine does not lengthen it."""
        times = [process.cpu_times() for process in self.processes]
        return float(sum(one.user + one.system for one in times))


@contextmanager
def running(as_started: Command = lambda _, command: command) -> Iterator[Running]:
    """Start everything, hand it out, and stop everything.

    `as_started` may put something before a process's command.
    """
    with tempfile.TemporaryDirectory() as name:
        settings = _settings(Path(name))
        # Last what Rasa's own files read: an address that is left out in the settings stands there.
        environment = {**os.environ, **QUIET, **_as_variables(settings), **environment_of(settings)}
        with (Path(name) / "log").open("w", encoding="utf-8") as log:
            processes = [
                subprocess.Popen(
                    as_started(process, command), cwd=ROOT, env=environment, stdout=log, stderr=log
                )
                for process, command in commands(settings, str(model_file.trained())).items()
            ]
            try:
                address = f"http://127.0.0.1:{settings.gateway_port}"
                actions = f"http://127.0.0.1:{settings.actions_port}"
                for url in (f"{address}/readyz", f"{actions}/health"):
                    wait_until(lambda url=url: _answers(url), url, _SECONDS_TO_START)  # type: ignore[misc]
                yield Running(address, [psutil.Process(process.pid) for process in processes])
            finally:
                for process in processes:
                    process.terminate()
                for process in processes:
                    process.wait(20)


class Visitor:
    """One conversation. `say` returns the messages and how many seconds they took."""

    def __init__(self, address: str) -> None:
        self._http = httpx.Client(base_url=address, timeout=30)
        started = self._http.post("/api/chat/sessions", json={})
        self._http.headers["Authorization"] = f"Bearer {started.json()['session']}"
        self._said = 0

    def say(self, text: str) -> tuple[list[dict[str, Any]], float]:
        self._said += 1
        body = {"id": f"m{self._said}", "text": text}
        started = time.monotonic()
        response = self._http.post("/api/chat/messages", json=body)
        seconds = time.monotonic() - started
        response.raise_for_status()
        found: list[dict[str, Any]] = response.json()["messages"]
        return found, seconds


def _settings(folder: Path) -> Settings:
    return Settings(
        gateway_port=free_port(),
        rasa_port=free_port(),
        actions_port=free_port(),
        database_url=f"sqlite:///{folder / 'bench.db'}",
        secret="for measuring only",
        rate_limit="off",
        today="2026-11-23",
        deadline_seconds=10.0,
    )


def _as_variables(settings: Settings) -> dict[str, str]:
    return {f"ASSISTANT_{name.upper()}": str(value) for name, value in vars(settings).items()}


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).is_success
    except httpx.HTTPError:
        return False
