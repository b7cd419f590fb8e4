"""Puts new processes in the place of those that answer, without a message lost: the new before the old.

Rasa and the action server are started a second time, with the new model and what is known now, on ports of
their own. Only when they answer do gateway and console turn to them, and only when whatever the old ones
had begun is finished do these end. What is wanted meanwhile does not wait for that: whoever sees at once that
something wrong went live is back as soon as new processes answer.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx

from bot.cli.free_ports import free_port
from bot.cli.health_probes import probe_of
from bot.cli.process_commands import actions_command, numbered, rasa_command
from bot.cli.supervisor import Supervisor
from bot.publishing.live_file import read_json, write_json
from bot.settings import ROOT, Settings

_SECONDS_BETWEEN = 0.25
_SECONDS_TO_BE_READY = 180.0
_SECONDS_TO_FOLLOW = 60.0
# After the deadline of a message.
_SECONDS_MORE = 3.0
_FOLLOWERS = ("gateway", "console")
_REPLACED = ("rasa", "actions")

IsUp = Callable[[str], bool]


class SwitchOver:
    """`wanted` says what is to be live; `live` is written for those who turn to it. `is_up` asks an address."""

    def __init__(
        self,
        settings: Settings,
        supervisor: Supervisor,
        wanted: Path,
        live: Path,
        is_up: IsUp | None = None,
    ) -> None:
        self._settings = settings
        self._supervisor = supervisor
        self._wanted = wanted
        self._live = live
        self._is_up = is_up or _is_up
        self._generation = 1
        self._seen = read_json(wanted)
        self._switched = 0.0
        # By the name of a process from which everybody turns away: when it may end, once that is known.
        self._spent: dict[str, float | None] = {}

    def begin(self, model: str) -> None:
        """Say what is live at the start."""
        write_json(self._live, {**self._seen, "model": Path(model).name, "rasa": ""})

    def run(self) -> None:
        """Follow what is wanted until everything stops."""
        while not self._supervisor.is_stopping.wait(_SECONDS_BETWEEN):
            wanted = read_json(self._wanted)
            if wanted and wanted != self._seen and self._supervisor.is_ready.is_set():
                self._seen = wanted
                self.switch_to(wanted)
            self.end_spent()

    def switch_to(self, wanted: Mapping[str, Any]) -> bool:
        """Let new processes answer; False, and all as before, where they do not.

        Those that answered until then go on with what they had begun: `end_spent` ends them.
        """
        old = {name for name in self._supervisor.names() if _kind(name) in _REPLACED}
        addresses, rasa = self._start(str(wanted["model"]))
        new = self._supervisor.names() - old
        if not self._wait(lambda: all(map(self._is_up, addresses)), _SECONDS_TO_BE_READY):
            self._supervisor.remove({name for name in new if _kind(name) in _REPLACED})
            error = "the new processes did not answer in time; the old ones go on"
            write_json(self._live, {**read_json(self._live), "error": error})
            return False
        content = {**wanted, "rasa": ",".join(rasa)}
        write_json(self._live, content)
        self._switched = time.monotonic()
        self._spent = {**dict.fromkeys(old), **self._spent}
        return True

    def end_spent(self) -> None:
        """End those to whom nobody turns any more, once whoever was asked before has answered."""
        now = time.monotonic()
        takes_too_long = now - self._switched > _SECONDS_TO_FOLLOW
        if self._spent and (takes_too_long or self._have_all_followed()):
            ends = now + self._settings.deadline_seconds + _SECONDS_MORE
            self._spent = {name: end or ends for name, end in self._spent.items()}
        over = {name for name, end in self._spent.items() if end and end <= now}
        self._spent = {name: end for name, end in self._spent.items() if name not in over}
        if over:
            self._supervisor.remove(over)

    def _start(self, model: str) -> tuple[list[str], list[str]]:
        """Start one more of each; return the addresses that must answer, and those of Rasa."""
        self._generation += 1
        actions = free_port()
        self._add("actions", actions_command(actions), {}, actions)
        addresses = [f"http://127.0.0.1:{actions}/health"]
        rasa: list[str] = []
        if self._settings.rasa_url:
            return addresses, rasa
        webhook = {"ASSISTANT_ACTIONS_URL": f"http://127.0.0.1:{actions}/webhook"}
        for place in range(self._settings.rasa_workers):
            port = free_port()
            command = rasa_command(str(ROOT / "models" / model), port)
            self._add(numbered("rasa", place), command, webhook, port)
            rasa.append(f"http://127.0.0.1:{port}")
        return [*addresses, *(f"{url}/webhooks/gateway/" for url in rasa)], rasa

    def _add(
        self, name: str, command: list[str], environment: Mapping[str, str], port: int
    ) -> None:
        probe = probe_of(name, "127.0.0.1", port)
        self._supervisor.add(f"{name}@{self._generation}", command, environment, probe)

    def _have_all_followed(self) -> bool:
        """Tell whether gateway and console have turned to what is live."""
        content = self._live.read_bytes()
        return all(_bytes(self._live.with_suffix(f".{name}")) == content for name in _FOLLOWERS)

    def _wait(self, is_done: Callable[[], bool], seconds: float) -> bool:
        """Wait until something is so; False after so many seconds, or when everything stops."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if is_done():
                return True
            if self._supervisor.is_stopping.wait(_SECONDS_BETWEEN):
                return False
        return False


def _kind(name: str) -> str:
    return name.partition("@")[0].rstrip("0123456789")


def _is_up(address: str) -> bool:
    try:
        response = httpx.get(address, timeout=5)
        # Rasa answers before its model is warm, and says so.
        return response.is_success and response.json().get("ready", True) is True
    except (httpx.HTTPError, json.JSONDecodeError):
        return False


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
