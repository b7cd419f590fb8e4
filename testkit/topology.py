"""Our own processes, as many of each as asked, with or without the services behind them."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from bot.cli.serve import commands, environment_of, rasa_command
from bot.cli.train import QUIET
from bot.nlu import model_file
from bot.settings import ROOT, Settings
from testkit.services import Nginx, Postgres, Redis, free_port, wait_until

_SECONDS_TO_START = 120


@dataclass
class Topology:
    """`services`: PostgreSQL and Redis; otherwise one SQLite file. `proxy`: nginx in front."""

    folder: Path
    gateways: int = 1
    rasas: int = 1
    actions: int = 1
    services: bool = False
    proxy: bool = False
    overrides: dict[str, object] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ports = {
            f"{kind}{number}": free_port()
            for kind, count in self.counts().items()
            for number in range(count)
        }
        self.redis = Redis(self.folder / "redis")
        self.postgres = Postgres(self.folder / "postgres")
        self.nginx = Nginx(self.folder / "nginx", self._of("gateway"), self._of("actions"))

    def counts(self) -> dict[str, int]:
        return {"gateway": self.gateways, "rasa": self.rasas, "actions": self.actions}

    def _of(self, kind: str) -> list[int]:
        return [port for name, port in self.ports.items() if name.rstrip("0123456789") == kind]

    @property
    def settings(self) -> Settings:
        actions = self.nginx.inside if self.proxy else self.ports["actions0"]
        values: dict[str, object] = {
            "rasa_url": ",".join(f"http://127.0.0.1:{port}" for port in self._of("rasa")),
            "actions_url": f"http://127.0.0.1:{actions}/webhook",
            "database_url": self.database,
            "redis_url": self.redis.url if self.services else "",
            "secret": "measured",
            "rate_limit": "off",
            "today": "2026-11-23",
            **self.overrides,
        }
        return Settings(**values)  # type: ignore[arg-type]

    @property
    def database(self) -> str:
        return self.postgres.url if self.services else f"sqlite:///{self.folder / 'assistant.db'}"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.nginx.port if self.proxy else self.ports['gateway0']}"

    def address_of(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}"

    def start(self) -> None:
        if self.services:
            self.redis.start()
            self.postgres.start()
        for name in self.ports:
            self.launch(name)
        if self.proxy:
            self.nginx.start()
        self.wait_until_ready()

    def launch(self, name: str) -> None:
        kind = name.rstrip("0123456789")
        settings = replace(self.settings, **{f"{kind}_port": self.ports[name]})
        log = (self.folder / f"{name}.log").open("ab")
        self.running[name] = subprocess.Popen(
            self._command(kind, settings),
            cwd=ROOT,
            env={**self._environment(settings), **self.environment},
            stdout=log,
            stderr=log,
        )

    @staticmethod
    def _command(kind: str, settings: Settings) -> list[str]:
        model = str(model_file.current())
        if kind == "rasa":
            return rasa_command(model, settings.rasa_port)
        return commands(settings, model)[kind]

    @staticmethod
    def _environment(settings: Settings) -> dict[str, str]:
        defaults = Settings()
        ours = {
            f"ASSISTANT_{name.upper()}": str(value)
            for name, value in vars(settings).items()
            if value != getattr(defaults, name)
        }
        return {**os.environ, **QUIET, **environment_of(settings), **ours}

    def kill(self, name: str) -> None:
        self.running[name].kill()
        self.running.pop(name).wait()

    def is_up(self, name: str) -> bool:
        path = {"gateway": "/readyz", "rasa": "/webhooks/gateway/", "actions": "/health"}
        try:
            url = f"{self.address_of(name)}{path[name.rstrip('0123456789')]}"
            answer = httpx.get(url, timeout=2)
        except httpx.HTTPError:
            return False
        return answer.is_success and answer.json().get("ready", True) is True

    def wait_until_ready(self) -> None:
        for name in self.running:
            try:
                wait_until(lambda name=name: self.is_up(name), name, _SECONDS_TO_START)  # type: ignore[misc]
            except TimeoutError as error:
                log = (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]
                raise TimeoutError(f"{error}:\n{log}") from None

    def stop(self) -> None:
        for process in self.running.values():
            process.send_signal(signal.SIGCONT)
            process.terminate()
        ends = time.monotonic() + 20
        for process in self.running.values():
            try:
                process.wait(max(0.1, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()
        if self.proxy:
            self.nginx.stop()
        if self.services:
            self.redis.stop()
            self.postgres.stop()
            self.postgres.remove()
