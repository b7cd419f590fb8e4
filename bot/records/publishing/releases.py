"""Publications: their progress while they are made, what was found, and when each went live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.errors import ChangeRefused
from bot.records.publishing.tables import releases


class State(str, Enum):
    """`READY` waits for a publisher; `LIVE` was made live, perhaps not the last one."""

    CHECKING = "checking"
    TRAINING = "training"
    COMPARING = "comparing"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"
    STOPPED = "stopped"
    OUTDATED = "outdated"
    LIVE = "live"


UNFINISHED = (State.CHECKING, State.TRAINING, State.COMPARING)
PUBLISH, ROLLBACK = "publish", "rollback"


@dataclass(frozen=True)
class Release:
    number: int
    kind: str
    state: State
    why: str
    by: str
    at: datetime
    pid: int | None
    finished_at: datetime | None
    live_by: str | None
    live_at: datetime | None
    content: str | None
    model: str | None
    changes: dict[str, Any]
    result: dict[str, Any]
    groups_closed: int | None

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED


def begin(connection: Connection, **values: Any) -> int:
    """Note a new publication; return its number."""
    row = connection.execute(releases.insert().values(**{"changes": {}, "result": {}, **values}))
    return int(row.inserted_primary_key[0])


def update(connection: Connection, number: int, **values: Any) -> None:
    connection.execute(releases.update().where(releases.c.number == number).values(**values))


def add_to_result(connection: Connection, number: int, result: Mapping[str, Any]) -> None:
    """Note more of what checking, training and comparing said; what was noted before stays."""
    before = require(connection, number).result
    update(connection, number, result={**before, **result})


def find(connection: Connection, number: int) -> Release | None:
    row = connection.execute(sa.select(releases).where(releases.c.number == number)).first()
    return _release(row) if row else None


def require(connection: Connection, number: int) -> Release:
    """Return a publication. Raises ChangeRefused where there is none."""
    release = find(connection, number)
    if release is None:
        raise ChangeRefused(["there is no such publication"])
    return release


def latest(connection: Connection, most: int = 20) -> list[Release]:
    """Return the last publications, newest first."""
    query = sa.select(releases).order_by(releases.c.number.desc()).limit(most)
    return [_release(row) for row in connection.execute(query)]


def last_live(connection: Connection) -> Release | None:
    """Return what was made live last; none until something was published from the console."""
    query = (
        sa.select(releases)
        .where(releases.c.live_at.is_not(None))
        .order_by(releases.c.live_at.desc(), releases.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return _release(row) if row else None


def undone_by(connection: Connection, content: str) -> list[Release]:
    """Return the publications that went live after that content last did: going back undoes them."""
    last = connection.execute(
        sa.select(sa.func.max(releases.c.live_at)).where(releases.c.content == content)
    ).scalar()
    query = sa.select(releases).where(
        releases.c.kind == PUBLISH, releases.c.live_at.is_not(None), releases.c.content != content
    )
    if last is not None:
        query = query.where(releases.c.live_at > last)
    return [_release(row) for row in connection.execute(query.order_by(releases.c.number))]


def published_as(connection: Connection, content: str) -> Release | None:
    """Return the publication that made this content."""
    query = (
        sa.select(releases)
        .where(releases.c.kind == PUBLISH, releases.c.content == content)
        .where(releases.c.live_at.is_not(None))
        .order_by(releases.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return _release(row) if row else None


def _release(row: sa.engine.Row) -> Release:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented way
    return Release(**{**values, "state": State(values["state"])})
