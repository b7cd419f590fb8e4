"""`assistant serve`: all processes of one machine, started together, stopped together."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import sqlalchemy as sa

from bot import settings as settings_module
from bot.cli.health_probes import Probe, probe_of
from bot.cli.process_commands import commands, environment_of, numbered
from bot.cli.serve_checks import allow_many_files, hold_database, keep_private, refuse_taken_ports
from bot.cli.serve_log import ServeLog
from bot.cli.supervisor import Supervisor
from bot.cli.switch_over import SwitchOver
from bot.cli.train import QUIET, ensure_trained
from bot.errors import SetUpError
from bot.publishing.live_file import LIVE, WANTED
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.tables import staff
from bot.settings import LIVE_FILE, ROOT, VAR, Settings, in_address

_SECONDS_TO_BE_READY = 120
_SECONDS_BETWEEN = 0.25
_WARMING = ("what do residents pay", "hello")


def serve() -> None:
    """Start everything, wait until a message would be answered, and print the address."""
    settings = settings_module.read()
    settings.refuse_what_cannot_work()
    for sentence in settings_module.unknown():
        print(f"assistant: {sentence}", file=sys.stderr)
    keep_private(settings)
    allow_many_files()
    with hold_database(settings):
        refuse_taken_ports(_ports(settings))
        model = settings.model or str(ensure_trained())
        settings.refuse_broken_model(Path(model))
        migrate(settings.database)
        log = _log(settings)
        print("Starting …", file=sys.stderr)
        live = VAR / LIVE.format(settings.gateway_port)
        supervisor = Supervisor(
            commands(settings, model),
            _stages(settings),
            {**os.environ, **QUIET, **environment_of(settings), LIVE_FILE: str(live)},
            ROOT,
            log.write,
            _probes(settings),
        )
        switch_over = SwitchOver(settings, supervisor, VAR / WANTED, live)
        switch_over.begin(model)
        _run_beside(switch_over.run)
        _run_beside(_announce, settings, supervisor, log.path)
        # Visitors first: starting the console takes as much as starting all the rest.
        dead = supervisor.run(last={"console"})
    if dead and dead.process:
        print("\n".join(dead.last_lines), file=sys.stderr)
        raise SetUpError(
            f"{dead.name} ended with status {dead.process.returncode} before it was ready, so everything "
            f"was stopped; its last lines stand above, all of them in {_below_root(log.path)}"
        )


def _run_beside(function: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=function, args=arguments, daemon=True).start()


def _log(settings: Settings) -> ServeLog:
    """Open the log; say so where another `serve` of this folder, with a database of its own, has the usual one."""
    usual = VAR / "serve.log"
    log = ServeLog(usual, VAR / f"serve-{settings.gateway_port}.log")
    if log.path != usual:
        print(
            "assistant: another one is served from this folder, with another database. Both say what stands "
            "in its files, so that what is published in either console changes what both say. The log of "
            f"this one is {_below_root(log.path)}",
            file=sys.stderr,
        )
    return log


def _below_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def _stages(settings: Settings) -> list[set[str]]:
    """Return what is stopped together: first who listens to people, then who answers them."""
    rasa = {numbered("rasa", place) for place in range(settings.rasa_workers)}
    return [{"gateway", "console"}, rasa, {"actions"}]


def _ports(settings: Settings) -> dict[str, tuple[str, int]]:
    rasa_ports = [] if settings.rasa_url else settings.rasa_ports
    return {
        "gateway": (settings.host, settings.gateway_port),
        "console": (settings.host, settings.console_port),
        **{numbered("rasa", place): ("127.0.0.1", port) for place, port in enumerate(rasa_ports)},
        "actions": ("127.0.0.1", settings.actions_port),
    }


def _probes(settings: Settings) -> dict[str, Probe]:
    return {name: probe_of(name, host, port) for name, (host, port) in _ports(settings).items()}


def _announce(settings: Settings, supervisor: Supervisor, log: Path) -> None:
    """Wait for readiness, ask a question so that the first visitor is not the slow one, and say so."""
    started = time.monotonic()
    address = f"http://{in_address(settings.host)}:{settings.gateway_port}"
    with httpx.Client(base_url=address, timeout=30) as client:
        if not _wait_until_ready(client, supervisor, log):
            return
        _warm(client)
    seconds = time.monotonic() - started
    print(f"\nReady after {seconds:.0f} s: {address}  (Ctrl-C stops everything)", flush=True)
    console = _probes(settings)["console"]
    while not console():
        if supervisor.is_stopping.wait(_SECONDS_BETWEEN):
            return
    print(f"Staff: {settings.console}  ({_how_to_sign_in(settings)})\n", flush=True)


def _wait_until_ready(client: httpx.Client, supervisor: Supervisor, log: Path) -> bool:
    """Return True once a message would be answered, False when everything is being stopped.

    Where that takes long it is said once; from then on whatever dies is started again, and the console starts.
    """
    started = time.monotonic()
    while not _is_ready(client):
        if supervisor.is_stopping.wait(_SECONDS_BETWEEN):
            return False
        takes_long = time.monotonic() - started > _SECONDS_TO_BE_READY
        if takes_long and not supervisor.is_ready.is_set():
            print(f"Still not ready; see {_below_root(log)}.", file=sys.stderr)
            supervisor.is_ready.set()
    supervisor.is_ready.set()
    return True


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
