"""PostgreSQL, Redis and nginx as plain processes of this machine, each in a folder of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
import psycopg2
import redis
import yaml

from bot.cli.free_ports import free_port
from bot.settings import ROOT

NGINX = ROOT / "deploy" / "nginx"
COMPOSE = ROOT / "deploy" / "compose.yml"
_SECONDS = 30


def wait_until(is_true: Callable[[], bool], what: str, seconds: float = _SECONDS) -> float:
    """Wait; return how long it took. Raises TimeoutError."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if is_true():
            return time.monotonic() - started
        time.sleep(0.05)
    raise TimeoutError(f"{what} did not come about in {seconds} seconds")


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Service:
    """One process that can be started, killed and started again on the same port and data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def command(self) -> list[str]:
        raise NotImplementedError

    def is_up(self) -> bool:
        return is_open(self.port)

    def start(self) -> None:
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(self.command(), stdout=log, stderr=log)
        wait_until(self.is_up, f"{type(self).__name__} on port {self.port}")

    def stop(self, with_: signal.Signals = signal.SIGTERM) -> None:
        if self.process:
            self.process.send_signal(with_)
            self.process.wait(30)
            self.process = None


class Redis(Service):
    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        return [
            *("redis-server", "--port", str(self.port), "--bind", "127.0.0.1"),
            *("--dir", str(self.folder), "--save", "", "--appendonly", "no"),
        ]

    def is_up(self) -> bool:
        try:
            return bool(redis.Redis(port=self.port, socket_timeout=1).ping())
        except redis.RedisError:
            return False


class Postgres(Service):
    """As the user `postgres` where we are root, since it refuses to run as root; set as Compose has it."""

    @property
    def url(self) -> str:
        return f"postgresql://assistant@127.0.0.1:{self.port}/postgres"

    @property
    def bin(self) -> Path:
        return max(Path("/usr/lib/postgresql").glob("*/bin"))

    def _as_owner(self, *command: str) -> list[str]:
        drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        return [*(drop if os.geteuid() == 0 else []), *command]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        # A folder of its own: those above it must stay open to its user, whoever else tidies /tmp.
        self.home = Path(tempfile.gettempdir()) / f"assistant-postgres-{secrets.token_hex(4)}"

    def prepare(self) -> None:
        self.home.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.home, "postgres", "postgres")
        subprocess.run(
            self._as_owner(
                *(str(self.bin / "initdb"), "-D", str(self.home / "data"), "-U", "assistant"),
                *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            ),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )

    def remove(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def command(self) -> list[str]:
        if not (self.home / "data").exists():
            self.prepare()
        return self._as_owner(
            *(str(self.bin / "postgres"), "-D", str(self.home / "data")),
            *("-p", str(self.port), "-h", "127.0.0.1", "-k", str(self.home)),
            *("-c", "max_connections=200", "-c", "shared_buffers=128MB"),
            *self._options(),
        )

    @staticmethod
    def _options() -> list[str]:
        compose = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
        options: list[str] = compose["services"]["postgres"]["command"][1:]
        return options

    def is_up(self) -> bool:
        try:
            psycopg2.connect(self.url, connect_timeout=1).close()
        except psycopg2.OperationalError:
            return False
        return True

    def stop(self, with_: signal.Signals = signal.SIGINT) -> None:
        """SIGINT is PostgreSQL's fast shutdown: it does not wait for its clients."""
        super().stop(with_)


class Nginx(Service):
    """`trusted`: the proxies in front of it whose word on a visitor counts."""

    def __init__(
        self, folder: Path, gateways: list[int], actions: list[int], trusted: Sequence[str] = ()
    ) -> None:
        super().__init__(folder)
        self.inside = free_port()
        self._trusted = trusted
        self._gateways, self._actions = gateways, actions

    def configuration(self) -> str:
        """Return what is included inside `http`."""
        template = (NGINX / "assistant.conf.template").read_text(encoding="utf-8")
        values = {
            "LISTEN": f"127.0.0.1:{self.port}",
            "INSIDE": f"127.0.0.1:{self.inside}",
            "GATEWAYS": _servers(self._gateways),
            "ACTIONS": _servers(self._actions),
            "TRUSTED": " ".join(f"set_real_ip_from {peer};" for peer in self._trusted),
            "PREFIX": str(NGINX),
        }
        for name, value in values.items():
            template = template.replace(f"${{{name}}}", value)
        return template

    def command(self) -> list[str]:
        (self.folder / "assistant.conf").write_text(self.configuration(), encoding="utf-8")
        # It must get at the folder of a test, which is its owner's alone.
        user = "user root; " if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(_AROUND.format(folder=self.folder, user=user))
        return ["nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]

    def kill(self) -> None:
        """kill -9 of it and its workers, which would go on without it and hold the port."""
        assert self.process is not None
        workers = psutil.Process(self.process.pid).children()
        self.stop(signal.SIGKILL)
        for worker in workers:
            worker.kill()
        psutil.wait_procs(workers, _SECONDS)


def _servers(ports: list[int]) -> str:
    return "\n    ".join(f"server 127.0.0.1:{port} max_fails=0;" for port in ports)


# What an installation's own nginx.conf says anyway.
_AROUND = """{user}daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/assistant.conf;
}}
"""
