"""`assistant serve`: all processes of one machine, started together, stopped together."""

from __future__ import annotations

import contextlib
import os
import shlex
import socket
import sys
import threading
import time
from collections import defaultdict, deque
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
from honcho.manager import Manager
from honcho.printer import Printer

from bot import settings as settings_module
from bot.cli.train import QUIET, ensure_trained
from bot.errors import SetUpError
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.tables import staff
from bot.settings import ROOT, VAR, Settings

_SECONDS_TO_BE_READY = 120
_LAST_LINES = 15
_WARMING = ("what do residents pay", "hello")


def serve() -> None:
    """Start everything, wait until a message would be answered, and print the address."""
    settings = settings_module.read()
    settings.refuse_what_cannot_work()
    _refuse_taken_ports(settings)
    model = settings.model or str(ensure_trained())
    migrate(settings.database)

    log = VAR / "serve.log"
    log.write_text("", encoding="utf-8")
    printer = _Output(log)
    manager = Manager(printer)
    environment = {**os.environ, **QUIET, **environment_of(settings)}
    for name, command in commands(settings, model).items():
        manager.add_process(
            name, f"exec {shlex.join(command)}", quiet=False, env=environment, cwd=str(ROOT)
        )
    print("Starting …", file=sys.stderr)
    stopped = threading.Event()
    watcher = threading.Thread(target=_announce, args=(settings, stopped), daemon=True)
    watcher.start()
    manager.loop()
    stopped.set()
    if printer.died:
        raise SetUpError(f"{printer.died}, so everything was stopped; its last lines stand above")


def commands(settings: Settings, model: str) -> dict[str, list[str]]:
    python = sys.executable
    rasa_ports = [] if settings.rasa_url else settings.rasa_ports
    return {
        "gateway": [
            *(python, "-m", "uvicorn", "--factory", "bot.gateway.app:create_app"),
            *("--host", settings.host, "--port", str(settings.gateway_port)),
            *("--no-access-log", "--no-server-header", "--log-level", "warning"),
            *("--timeout-keep-alive", "30", "--ws", "none"),
        ],
        "console": [
            *(python, "-m", "uvicorn", "--factory", "bot.console.app:create_app"),
            *("--host", settings.host, "--port", str(settings.console_port)),
            *("--no-access-log", "--no-server-header", "--log-level", "warning", "--ws", "none"),
        ],
        **{
            _numbered("rasa", place): rasa_command(model, port)
            for place, port in enumerate(rasa_ports)
        },
        "actions": [
            *(python, "-m", "rasa_sdk", "--actions", "actions"),
            *("--port", str(settings.actions_port)),
        ],
    }


def rasa_command(model: str, port: int, interface: str = "127.0.0.1") -> list[str]:
    return [
        *(sys.executable, "-m", "rasa", "run", "--model", model, "--log-file", "var/rasa.log"),
        *("--interface", interface, "--port", str(port)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    ]


def _numbered(name: str, place: int) -> str:
    return name if place == 0 else f"{name}{place + 1}"


def environment_of(settings: Settings) -> dict[str, str]:
    """What endpoints.yml, credentials.yml and the processes take from the environment."""
    return {
        "ASSISTANT_CHANNEL_SECRET": settings.key("channel"),
        "ASSISTANT_ACTIONS_URL": settings.actions,
        "ASSISTANT_DATABASE_URL": settings.database,
        "LOG_LEVEL": "WARNING",
        "LOG_LEVEL_LIBRARIES": "ERROR",
        "SANIC_HOST": "127.0.0.1",
        # Several Rasa workers are processes of their own here, each with an address.
        "SANIC_WORKERS": "1",
        # Products of one message's vector: a second thread spins longer than it helps, and it cost a
        # message more than half of its processor time.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # glibc keeps an arena a thread and what was freed in each: a quarter of Rasa's memory.
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_TRIM_THRESHOLD_": "131072",
    }


def _refuse_taken_ports(settings: Settings) -> None:
    ports = {
        "gateway": (settings.host, settings.gateway_port),
        "console": (settings.host, settings.console_port),
        **{
            _numbered("rasa", place): ("127.0.0.1", port)
            for place, port in enumerate([] if settings.rasa_url else settings.rasa_ports)
        },
        "actions": ("127.0.0.1", settings.actions_port),
    }
    for name, (host, port) in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise SetUpError(
                    f"port {port}, meant for {name}, cannot be used ({error.strerror}): stop what "
                    f"uses it, or set ASSISTANT_{name.rstrip('0123456789').upper()}_PORT to another"
                ) from None


def _announce(settings: Settings, stopped: threading.Event) -> None:
    """Wait for readiness, ask a question so that the first visitor is not the slow one, and say so."""
    started = time.monotonic()
    address = f"http://{settings.host}:{settings.gateway_port}"
    with httpx.Client(base_url=address, timeout=30) as client:
        while not _is_ready(client):
            if stopped.wait(0.25):
                return
            if time.monotonic() - started > _SECONDS_TO_BE_READY:
                print("Still not ready; see var/rasa.log.", file=sys.stderr)
                return
        _warm(client)
    seconds = time.monotonic() - started
    print(f"\nReady after {seconds:.0f} s: {address}  (Ctrl-C stops everything)")
    print(f"Staff: {settings.console}  ({_how_to_sign_in(settings)})\n", flush=True)


def _how_to_sign_in(settings: Settings) -> str:
    engine = open_engine(settings.database)
    with engine.connect() as connection:
        has_staff = connection.execute(sa.select(staff.c.name).limit(1)).first() is not None
    engine.dispose()
    if has_staff:
        return "sign in with your name and password"
    return "first: .venv/bin/assistant users add NAME --role admin"


def _is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _warm(client: httpx.Client) -> None:
    try:
        session = client.post("/api/chat/sessions", json={}).json()["session"]
        client.headers["Authorization"] = f"Bearer {session}"
        for number, text in enumerate(_WARMING):
            client.post("/api/chat/messages", json={"id": f"warm-{number}", "text": text})
        client.delete("/api/chat/sessions", headers={"Content-Type": "application/json"})
    except (httpx.HTTPError, KeyError):
        return


class _Output(Printer):  # type: ignore[misc]
    """Keeps what the processes say in a file, and shows the last of it when one ends by itself."""

    def __init__(self, log: Path) -> None:
        super().__init__(sys.stdout)
        self._log = log
        self._last: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=_LAST_LINES))
        self._is_stopping = False
        self.died = ""

    def write(self, message: Any) -> None:
        text = (
            message.data
            if isinstance(message.data, str)
            else message.data.decode("utf-8", "replace")
        )
        # On a full disk the assistant goes on without its log.
        with contextlib.suppress(OSError), self._log.open("a", encoding="utf-8") as file:
            file.write(f"{message.time:%H:%M:%S} {message.name:<8} {text.rstrip()}\n")
        self._last[message.name].append(text.rstrip())
        if message.name == "system":
            self._notice_end(text)

    def _notice_end(self, text: str) -> None:
        # From the first signal on, processes end because they are told to.
        self._is_stopping = self._is_stopping or text.startswith(("SIG", "sending SIG"))
        name, is_end, rest = text.partition(" stopped (rc=")
        if is_end and not self.died and not self._is_stopping and not self._is_wanted(rest):
            self.died = f"{name} ended by itself with status {rest.strip().rstrip(')')}"
            print("\n".join(self._last[name]), file=sys.stderr)

    @staticmethod
    def _is_wanted(rest: str) -> bool:
        """Tell whether a process ended because it was asked to (interrupted or terminated)."""
        return rest.strip().rstrip(")") in {"-2", "-15", "130"}
