"""Who did what and when: entries are only ever added, and each carries a hash over all before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.records.staff.tables import audit, audit_head

COMMAND_LINE = "command line"
_BATCH = 1000


@dataclass(frozen=True)
class Entry:
    number: int
    at: datetime
    who: str
    what: str
    about: str
    details: str
    hash: str


def conversation(session_id: str) -> str:
    """Name a conversation so that its erasing leaves no trace of its id in the audit."""
    return f"conversation {hashlib.sha256(session_id.encode()).hexdigest()[:12]}"


def append(
    connection: Connection,
    at: datetime,
    who: str,
    what: str,
    about: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry, in the transaction of what it tells of: both happen, or neither.

    No text of a visitor belongs into `about` or `details`: entries stay when texts go.
    """
    # Written before it is read: so writers take turns, and the chain does not fork.
    connection.execute(
        audit_head.update().where(audit_head.c.id == 1).values(number=audit_head.c.number + 1)
    )
    head = connection.execute(sa.select(audit_head.c.number, audit_head.c.hash)).one()
    values = {
        "number": head.number,
        "at": at,
        "who": who,
        "what": what,
        "about": about[:120],
        "details": json.dumps(details or {}, ensure_ascii=False, sort_keys=True),
    }
    hash_ = _hash(head.hash, values)
    connection.execute(audit.insert().values(hash=hash_, **values))
    connection.execute(audit_head.update().where(audit_head.c.id == 1).values(hash=hash_))


def last(connection: Connection, what: str) -> datetime | None:
    """Return when something was last done; None for never."""
    at: datetime | None = connection.execute(
        sa.select(sa.func.max(audit.c.at)).where(audit.c.what == what)
    ).scalar()
    return at


def verify(engine: Engine) -> Iterator[str]:
    """Name every break of the chain; nothing when it is whole."""
    previous, expected = "", 1
    with engine.connect() as connection:
        for row in connection.execute(sa.select(audit).order_by(audit.c.number)).yield_per(_BATCH):
            entry = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented way
            hash_ = entry.pop("hash")
            if entry["number"] != expected:
                yield f"entry {expected}: missing; entry {entry['number']} follows"
            if hash_ != _hash(previous, entry):
                yield f"entry {entry['number']}: changed, or what stands before it was"
            previous, expected = hash_, entry["number"] + 1
        head = connection.execute(sa.select(audit_head)).one()
    if (head.number, head.hash) != (expected - 1, previous):
        yield f"the end: {head.number} entries were written, the last one found is {expected - 1}"


def entries(
    engine: Engine, *, who: str = "", what: str = "", before: int | None = None, most: int = 100
) -> list[Entry]:
    """Return entries, newest first; by whom and of what in any letters."""
    query = sa.select(audit).order_by(audit.c.number.desc()).limit(most)
    if who:
        query = query.where(sa.func.lower(audit.c.who) == who.lower())
    if what:
        query = query.where(sa.func.lower(audit.c.what) == what.lower())
    if before:
        query = query.where(audit.c.number < before)
    with engine.connect() as connection:
        return [Entry(**row) for row in connection.execute(query).mappings()]


def _hash(previous: str, values: Mapping[str, Any]) -> str:
    content = json.dumps(
        {**values, "at": values["at"].isoformat()}, ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()
