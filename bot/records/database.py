"""Opens the database; SQLite is prepared so that readers never wait for the writer."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

# A call that waits for a thread and then for another writer still fails within the time that a person
# waits. What is deleted is overwritten, and a log that grew large is cut.
_PRAGMAS = (
    *("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=3000", "foreign_keys=ON"),
    *("secure_delete=ON", f"journal_size_limit={32 << 20}"),
)
_SECONDS_TO_CONNECT = 3
# An error of the database names no value: it may be what somebody wrote.
_COMMON: dict[str, Any] = {"future": True, "hide_parameters": True}


def open_engine(url: str) -> Engine:
    return _open_sqlite(url) if url.startswith("sqlite") else _open_server(url)


def empty_log(engine: Engine) -> bool:
    """Copy SQLite's log into its file and empty it: what was deleted is in neither from then on.

    Return False where somebody still reads or writes; the next try may succeed.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
    return not is_busy


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
