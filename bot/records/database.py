"""Opens the database; SQLite is prepared so that readers never wait for the writer."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

# A call that waits for a thread and then for another writer still fails within the time that a person
# waits. What is deleted is overwritten, and a log that grew large is cut.
_PATIENCE = "busy_timeout=3000"
_PRAGMAS = (
    *("journal_mode=WAL", "synchronous=NORMAL", _PATIENCE, "foreign_keys=ON"),
    *("secure_delete=ON", f"journal_size_limit={32 << 20}"),
)
_SECONDS_TO_CONNECT = 3
# While the log is emptied nobody can write: it gives way to who reads, and is tried again instead.
_SHORT_PATIENCE = "busy_timeout=200"
_SECONDS_BETWEEN_TRIES = 1.0
# An error of the database names no value: it may be what somebody wrote.
_COMMON: dict[str, Any] = {"future": True, "hide_parameters": True}


def open_engine(url: str) -> Engine:
    return _open_sqlite(url) if url.startswith("sqlite") else _open_server(url)


def empty_log(engine: Engine, tries: int = 1) -> bool:
    """Copy SQLite's log into its file and empty it: what was deleted is in neither from then on.

    A try takes a fifth of a second at most, and there is a second between two. Return False where
    somebody read or wrote each time; a later try may succeed.
    """
    if engine.dialect.name != "sqlite":
        return True
    for number in range(tries):
        if number:
            time.sleep(_SECONDS_BETWEEN_TRIES)
        if _is_log_emptied(engine):
            return True
    return False


def _is_log_emptied(engine: Engine) -> bool:
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA {_SHORT_PATIENCE}")
        try:
            return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
        finally:
            connection.exec_driver_sql(f"PRAGMA {_PATIENCE}")


def _open_server(url: str) -> Engine:
    # A server that is away is noticed within the time that a person waits.
    limits = {"connect_timeout": _SECONDS_TO_CONNECT} if url.startswith("postgresql") else {}
    return sa.create_engine(url, pool_pre_ping=True, connect_args=limits, **_COMMON)


def _open_sqlite(url: str) -> Engine:
    # Connections stay open: at each closing of the last one SQLite would copy its log into the
    # file, which costs more than all else that a message needs.
    engine = sa.create_engine(
        url, poolclass=QueuePool, connect_args={"check_same_thread": False}, **_COMMON
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
