"""One `assistant serve` with all that it starts, for whoever kills its processes while people talk."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil

from bot.settings import ROOT
from testkit.services import free_port, wait_until
from testkit.stack import environment_for, settings_for

# What tells a process by its command line.
_MARKS = {
    "gateway": "bot.gateway.app",
    "console": "bot.console.app",
    "rasa": "rasa run",
    "actions": "rasa_sdk",
}
_SECONDS = 120


class Serving:
    """As a context it starts everything, waits until all of it is there, and stops everything.

    `tree` may be that of an earlier revision, which `python` runs; `overrides` are settings.
    """

    def __init__(
        self, folder: Path, tree: Path = ROOT, python: str = sys.executable, **overrides: object
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.settings = settings_for(folder, console_port=free_port(), **overrides)
        self._tree, self._python = tree, python
        self.seconds_to_answer = 0.0
        self.address = f"http://127.0.0.1:{self.settings.gateway_port}"
        self.database = self.settings.database
        self.environment = {**environment_for(self.settings), "PYTHONPATH": str(tree)}

    def __enter__(self) -> Serving:  # noqa: PYI034 - Python 3.10 has no Self
        self.process = subprocess.Popen(
            [self._python, "-m", "bot.cli", "serve"],
            cwd=self._tree,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            self.seconds_to_answer = wait_until(self.answers, "the first answer", _SECONDS)
            # Said when the last of them is there. Before "Ready", an end is the end of all; until then the
            # console starts, which takes as much of the machine as all the others.
            for line in self.process.stdout or ():
                if b"Staff:" in line:
                    break
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def children(self) -> list[psutil.Process]:
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def child(self, name: str) -> psutil.Process | None:
        return next(
            (child for child in self.children() if _MARKS[name] in _command_of(child)), None
        )

    def kill(self, name: str) -> None:
        """kill -9, and nothing more: `serve` itself has to notice."""
        child = self.child(name)
        assert child is not None
        child.kill()
        wait_until(lambda: not child.is_running(), f"the end of {name}", _SECONDS)

    def freeze(self, name: str) -> None:
        """Let a process take connections and say nothing; `serve` itself has to notice and to replace it."""
        child = self.child(name)
        assert child is not None
        child.suspend()
        wait_until(lambda: not child.is_running(), f"the end of {name}", _SECONDS)

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5).is_success
        except httpx.HTTPError:
            return False

    def answers(self) -> bool:
        """Tell whether a visitor who begins now is answered."""
        try:
            with httpx.Client(base_url=self.address, timeout=15) as client:
                session = client.post("/api/chat/sessions", json={}).json()["session"]
                reply = client.post(
                    "/api/chat/messages",
                    json={"id": f"m{time.monotonic_ns()}", "text": "what do residents pay"},
                    headers={"Authorization": f"Bearer {session}"},
                ).json()
        except (httpx.HTTPError, ValueError):
            return False
        return bool(reply["messages"][0]["kind"] == "answer")


def _command_of(process: psutil.Process) -> str:
    """Return the command line of a process; empty where it just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
