"""Our own processes, as many of each as wanted, with or without the services behind them."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import psutil

from bot.cli.process_commands import commands, environment_of, rasa_command
from bot.cli.train import QUIET
from bot.nlu import model_file
from bot.settings import ROOT, Settings
from testkit.services import Nginx, Postgres, Redis, free_port, wait_until

TODAY = "2026-11-23"
_SECONDS_TO_START = 120
_SECONDS_TO_STOP = 20
_END_OF_LOG = 3000
_READY = {
    "gateway": "/readyz",
    "rasa": "/webhooks/gateway/",
    "actions": "/health",
    "console": "/sign-in",
}

Command = Callable[[str, list[str]], list[str]]


def settings_for(folder: Path, **overrides: object) -> Settings:
    """Return settings with free ports, a fixed day, no limits, and a database in the folder."""
    values: dict[str, object] = {
        **{f"{kind}_port": free_port() for kind in _READY},
        "database_url": f"sqlite:///{folder / 'assistant.db'}",
        "secret": "for tests only, and as long as is needed",
        "rate_limit": "off",
        "today": TODAY,
        **overrides,
    }
    return Settings(**values)  # type: ignore[arg-type]


def environment_for(settings: Settings) -> dict[str, str]:
    """Return the environment in which a process reads these settings."""
    defaults = Settings()
    variables = {
        f"ASSISTANT_{name.upper()}": str(value)
        for name, value in vars(settings).items()
        if value != getattr(defaults, name)
    }
    return {**os.environ, **QUIET, **environment_of(settings), **variables}


@dataclass
class Stack:
    """`services`: PostgreSQL and Redis; otherwise one SQLite file. `proxy`: nginx in front.

    Processes are called as `assistant serve` calls them: rasa, rasa2, rasa3. As a context it starts
    everything, waits until a message would be answered, and stops everything.
    """

    folder: Path
    gateways: int = 1
    rasas: int = 1
    actions: int = 1
    consoles: int = 0
    services: bool = False
    proxy: bool = False
    overrides: dict[str, object] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    wrap: Command = lambda _, command: command  # may put something before a process's command
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        counts = {
            "gateway": self.gateways,
            "rasa": self.rasas,
            "actions": self.actions,
            "console": self.consoles,
        }
        self.ports = {
            kind if number == 1 else f"{kind}{number}": free_port()
            for kind, count in counts.items()
            for number in range(1, count + 1)
        }
        self.redis = Redis(self.folder / "redis")
        self.postgres = Postgres(self.folder / "postgres")
        self.nginx = Nginx(self.folder / "nginx", self._of("gateway"), self._of("actions"))

    def __enter__(self) -> Stack:  # noqa: PYI034 - Python 3.10 has no Self
        try:
            self.start()
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def settings(self) -> Settings:
        values: dict[str, object] = {
            **{f"{kind}_port": self.ports[kind] for kind in _READY if kind in self.ports},
            "rasa_url": ",".join(f"http://127.0.0.1:{port}" for port in self._of("rasa")),
            "actions_url": f"http://127.0.0.1:{self._actions_port()}/webhook",
            "database_url": self.database,
            "redis_url": self.redis.url if self.services else "",
            **self.overrides,
        }
        return settings_for(self.folder, **values)

    @property
    def database(self) -> str:
        return self.postgres.url if self.services else f"sqlite:///{self.folder / 'assistant.db'}"

    @property
    def address(self) -> str:
        """Where visitors reach it."""
        return f"http://127.0.0.1:{self.nginx.port if self.proxy else self.ports['gateway']}"

    def address_of(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}"

    def start(self, *names: str) -> None:
        """Start the processes named, or else everything; does not wait for them."""
        if not names:
            self._start_services()
        for name in names or self.ports:
            self._launch(name)

    def kill(self, name: str) -> None:
        self.running[name].kill()
        self.running.pop(name).wait()

    def freeze(self, name: str) -> None:
        self.running[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self.running[name].send_signal(signal.SIGCONT)

    def is_up(self, name: str) -> bool:
        kind = _kind(name)
        try:
            response = httpx.get(f"{self.address_of(name)}{_READY[kind]}", timeout=5)
        except httpx.HTTPError:
            return False
        # Rasa answers before its model is warm, and says so.
        return response.is_success and (kind != "rasa" or response.json().get("ready") is True)

    def wait_until_ready(self, *names: str) -> None:
        """Wait for the processes named, or else for all that run. Raises TimeoutError."""
        for name in names or tuple(self.running):
            try:
                wait_until(lambda name=name: self.is_up(name), name, _SECONDS_TO_START)  # type: ignore[misc]
            except TimeoutError as error:
                log = (self.folder / f"{name}.log").read_text(errors="replace")
                raise TimeoutError(f"{error}:\n{log[-_END_OF_LOG:]}") from None

    def processor_seconds(self) -> dict[str, float]:
        """Return what each kind of process has spent so far: a busy machine does not lengthen it."""
        seconds: dict[str, float] = dict.fromkeys(map(_kind, self.running), 0.0)
        for name, process in self.running.items():
            times = psutil.Process(process.pid).cpu_times()
            seconds[_kind(name)] += times.user + times.system
        return seconds

    def stop(self) -> None:
        for process in self.running.values():
            process.send_signal(signal.SIGCONT)
            process.terminate()
        ends = time.monotonic() + _SECONDS_TO_STOP
        for process in self.running.values():
            _wait_or_kill(process, max(0.1, ends - time.monotonic()))
        self.running.clear()
        self.nginx.stop()
        self.redis.stop()
        self.postgres.stop()
        self.postgres.remove()

    def _of(self, kind: str) -> list[int]:
        return [port for name, port in self.ports.items() if _kind(name) == kind]

    def _actions_port(self) -> int:
        return self.nginx.inside if self.proxy else self.ports.get("actions", 0)

    def _start_services(self) -> None:
        if self.services:
            self.redis.start()
            self.postgres.start()
        if self.proxy:
            self.nginx.start()

    def _launch(self, name: str) -> None:
        settings = replace(self.settings, **{f"{_kind(name)}_port": self.ports[name]})
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                self.wrap(name, _command(_kind(name), settings)),
                cwd=ROOT,
                env={**environment_for(settings), **self.environment},
                stdout=log,
                stderr=log,
            )


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _command(kind: str, settings: Settings) -> list[str]:
    model = str(model_file.trained())
    if kind == "rasa":
        return rasa_command(model, settings.rasa_port)
    return commands(settings, model)[kind]


def _wait_or_kill(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
