"""Amounts of the schedule of dues that wait for publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from bot.records.publishing.tables import amount_drafts

_OPEN = sa.select(amount_drafts).where(amount_drafts.c.release.is_(None))


@dataclass(frozen=True)
class AmountDraft:
    """`line` is the line's name in dues.yml; `amount` as in 875.00, in US dollars a membership year."""

    id: int
    line: str
    amount: str
    since: date
    until: date | None
    source: str
    why: str
    by: str
    at: datetime
    release: int | None


def open_drafts(connection: Connection) -> list[AmountDraft]:
    query = _OPEN.order_by(amount_drafts.c.since, amount_drafts.c.line, amount_drafts.c.id)
    return [AmountDraft(**row) for row in connection.execute(query).mappings()]


def open_draft(connection: Connection, draft_id: int) -> AmountDraft | None:
    return _first(connection, _OPEN.where(amount_drafts.c.id == draft_id))


def open_draft_from(connection: Connection, line: str, since: date | None) -> AmountDraft | None:
    """Return the draft for a line from that day on, of which there is one at most."""
    same = (amount_drafts.c.line == line) & (amount_drafts.c.since == since)
    return _first(connection, _OPEN.where(same))


def save(connection: Connection, **values: Any) -> None:
    """Save an amount; another one for the same line from the same day gives way."""
    same = [amount_drafts.c[name] == values[name] for name in ("line", "since")]
    connection.execute(amount_drafts.delete().where(*same, amount_drafts.c.release.is_(None)))
    connection.execute(amount_drafts.insert().values(**values))


def discard(connection: Connection, draft_id: int) -> bool:
    result = connection.execute(
        amount_drafts.delete().where(
            amount_drafts.c.id == draft_id, amount_drafts.c.release.is_(None)
        )
    )
    return bool(result.rowcount)


def mark_published(connection: Connection, release: int, ids: list[int]) -> None:
    connection.execute(
        amount_drafts.update().where(amount_drafts.c.id.in_(ids)).values(release=release)
    )


def reopen(connection: Connection, release: int) -> None:
    """Let what a publication held wait again."""
    connection.execute(
        amount_drafts.update().where(amount_drafts.c.release == release).values(release=None)
    )


def _first(connection: Connection, query: Select) -> AmountDraft | None:
    row = connection.execute(query).mappings().first()
    return AmountDraft(**row) if row else None
