"""What a start needs of its machine: who may read, how many files; and what it refuses: taken ports, a second one."""

from __future__ import annotations

import fcntl
import os
import resource
import socket
from pathlib import Path
from typing import TextIO

import psutil

from bot.errors import SetUpError
from bot.settings import VAR, Settings

_LONGEST_COMMAND = 80
# Each connection is one; what a login shell allows by itself is often 1,024.
_OPEN_FILES = 16_384


def keep_private(settings: Settings) -> None:
    """Let nobody but this account read what is written from now on, nor what was written before."""
    os.umask(0o077)
    if not settings.database.startswith("sqlite:///"):
        return
    database = Path(settings.database.removeprefix("sqlite:///"))
    for path in database.parent.glob(f"{database.name}*"):
        if path.is_file():  # whoever names a folder for the database keeps the folder as it is
            path.chmod(0o600)
    if database.parent == VAR and VAR.is_dir():
        VAR.chmod(0o700)


def allow_many_files() -> None:
    """Let this process and those that it starts hold many connections, as far as the machine lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def hold_database(settings: Settings) -> TextIO:
    """Return a file that stays locked while it is open: one `serve` a database.

    Raises SetUpError, which says where the other one is.
    """
    path = VAR / "serve.lock"
    if settings.database.startswith("sqlite:///"):
        path = Path(f"{settings.database.removeprefix('sqlite:///')}.serve.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise SetUpError(f"{path} cannot be written: {error.strerror}") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        other = file.read().strip() or "another process"
        raise SetUpError(
            f"the assistant already runs here: {other}. Stop that one first (Ctrl-C, or kill), or give "
            "this one another ASSISTANT_DATABASE_URL"
        ) from None
    file.truncate(0)
    file.write(f"process {os.getpid()} at http://{settings.host}:{settings.gateway_port}")
    file.flush()
    return file


def refuse_taken_ports(ports: dict[str, tuple[str, int]]) -> None:
    """Raise SetUpError for the first port that cannot be used; `ports` has host and port by name."""
    meant: dict[int, str] = {}
    for name, (host, port) in ports.items():
        another = f"set ASSISTANT_{name.rstrip('0123456789').upper()}_PORT to another"
        if port in meant:
            raise SetUpError(f"port {port} is meant for {meant[port]} and for {name}: {another}")
        meant[port] = name
        problem = _problem_with(host, port)
        if problem:
            raise SetUpError(
                f"port {port}, meant for {name}, cannot be used ({problem}): stop what uses it, or {another}"
            )


def _problem_with(host: str, port: int) -> str:
    """Return why nothing can listen there, with whose it is; empty where something can."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        return f"{host!r} is no address of this machine: {error.strerror}"
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            return f"{error.strerror}{_owner(port)}"
    return ""


def _owner(port: int) -> str:
    """Return which process listens on a port, as far as this account may see it."""
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.laddr.port == port and connection.status == psutil.CONN_LISTEN:
                command = " ".join(psutil.Process(connection.pid).cmdline())[:_LONGEST_COMMAND]
                return f" by process {connection.pid}: {command}"
    except (psutil.Error, AttributeError, OSError):
        pass
    return ""
