"""The call-backs as staff work on them: new, mine, done; notes; notices of new requests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import callback_notes, callbacks

NEW, DONE = "new", "done"
# How a call-back may end, with the words for it.
OUTCOMES = {"reached": "reached", "message": "left a message", "not_reached": "not reached"}
_MOST_MATCHES = 10


@dataclass(frozen=True)
class Callback:
    """`session_id` is there only when the person agreed that staff read the conversation."""

    reference: str
    created_at: datetime
    name: str
    email: str
    phone: str | None
    question: str
    topic: str | None
    status: str
    assigned_to: str | None
    done_at: datetime | None
    session_id: str | None
    version: int = 0
    outcome: str | None = None


@dataclass(frozen=True)
class Note:
    reference: str
    by: str
    at: datetime
    text: str


def page(connection: Connection, view: str, me: str, limit: int, offset: int = 0) -> list[Callback]:
    """Return one view, oldest first: who waits longest comes first; what is done, latest first."""
    query = sa.select(callbacks).limit(limit).offset(offset)
    if view == DONE:
        query = query.where(callbacks.c.status == DONE).order_by(callbacks.c.done_at.desc())
    else:
        owner = callbacks.c.assigned_to
        filters = {"mine": owner == me, "others": sa.and_(owner.is_not(None), owner != me)}
        query = query.where(
            callbacks.c.status != DONE, filters.get(view, owner.is_(None))
        ).order_by(callbacks.c.created_at)
    return [_callback(row) for row in connection.execute(query)]


def counts(connection: Connection, me: str) -> dict[str, int]:
    is_open, owner = callbacks.c.status != DONE, callbacks.c.assigned_to

    def count(*where: Any) -> int:
        query = sa.select(sa.func.count()).select_from(callbacks).where(*where)
        return int(connection.execute(query).scalar_one())

    return {
        "new": count(is_open, owner.is_(None)),
        "mine": count(is_open, owner == me),
        "others": count(is_open, owner.is_not(None), owner != me),
        "done": count(callbacks.c.status == DONE),
    }


def between(connection: Connection, since: datetime, until: datetime) -> list[Callback]:
    """Return what was asked for in that time, in order."""
    query = (
        sa.select(callbacks)
        .where(callbacks.c.created_at >= since, callbacks.c.created_at < until)
        .order_by(callbacks.c.created_at, callbacks.c.reference)
    )
    return [_callback(row) for row in connection.execute(query)]


def outcomes(connection: Connection, since: datetime, until: datetime) -> dict[str | None, int]:
    """Return how many were completed in that time by how they ended; None: nobody said."""
    query = (
        sa.select(callbacks.c.outcome, sa.func.count())
        .where(callbacks.c.done_at >= since, callbacks.c.done_at < until)
        .group_by(callbacks.c.outcome)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def count_before(connection: Connection, before: datetime) -> int:
    """Return how many open requests, whosever they are, came before then."""
    query = (
        sa.select(sa.func.count())
        .select_from(callbacks)
        .where(callbacks.c.status != DONE, callbacks.c.created_at < before)
    )
    return int(connection.execute(query).scalar_one())


def find(connection: Connection, reference: str) -> Callback | None:
    row = connection.execute(
        sa.select(callbacks).where(callbacks.c.reference == reference.upper())
    ).first()
    return _callback(row) if row else None


def notes(connection: Connection, references: list[str]) -> dict[str, list[Note]]:
    query = (
        sa.select(
            callback_notes.c.reference,
            callback_notes.c.by,
            callback_notes.c.at,
            callback_notes.c.text,
        )
        .where(callback_notes.c.reference.in_(references))
        .order_by(callback_notes.c.id)
    )
    result: dict[str, list[Note]] = {reference: [] for reference in references}
    for row in connection.execute(query):
        result[row.reference].append(Note(*row))
    return result


def near(connection: Connection, reference: str) -> list[Callback]:
    """Return the requests whose reference differs from this one in a single character."""
    patterns = (reference[:place] + "_" + reference[place + 1 :] for place in range(len(reference)))
    return _search(
        connection, sa.or_(*(callbacks.c.reference.like(pattern) for pattern in patterns))
    )


def with_email(connection: Connection, email: str) -> list[Callback]:
    return _search(connection, sa.func.lower(callbacks.c.email) == email.lower())


def with_name(connection: Connection, words: Sequence[str]) -> list[Callback]:
    """Return the requests of people whose name has each of the words as one of its own."""
    name = sa.func.lower(callbacks.c.name)
    matches = _search(connection, *(name.contains(word.lower(), autoescape=True) for word in words))
    return [
        callback
        for callback in matches
        if {word.lower() for word in words} <= set(re.split(r"[\s,.]+", callback.name.lower()))
    ]


def _search(connection: Connection, *where: Any) -> list[Callback]:
    query = sa.select(callbacks).where(*where).order_by(callbacks.c.created_at.desc())
    return [_callback(row) for row in connection.execute(query.limit(_MOST_MATCHES))]


def update(connection: Connection, reference: str, **values: Any) -> bool:
    """Change a request; False when there is none. Each change counts its version up."""
    values = {**values, "version": callbacks.c.version + 1}
    result = connection.execute(
        callbacks.update().where(callbacks.c.reference == reference).values(**values)
    )
    return bool(result.rowcount)


def add_note(connection: Connection, reference: str, by: str, at: datetime, text: str) -> None:
    connection.execute(callback_notes.insert().values(reference=reference, by=by, at=at, text=text))


def claim_unnotified(connection: Connection, now: datetime, within: timedelta) -> list[Callback]:
    """Claim recent requests without a notice, so that no other process sends one too.

    Call `release` for a request whose notice could not be sent.
    """
    query = (
        sa.select(callbacks)
        .where(callbacks.c.notified_at.is_(None), callbacks.c.created_at > now - within)
        .order_by(callbacks.c.created_at)
        .limit(20)
    )
    claims = []
    for row in connection.execute(query).all():
        claim = connection.execute(
            callbacks.update()
            .where(callbacks.c.reference == row.reference, callbacks.c.notified_at.is_(None))
            .values(notified_at=now)
        )
        if claim.rowcount:
            claims.append(_callback(row))
    return claims


def release(connection: Connection, reference: str) -> None:
    connection.execute(
        callbacks.update().where(callbacks.c.reference == reference).values(notified_at=None)
    )


def _callback(row: sa.engine.Row) -> Callback:
    return Callback(
        row.reference,
        row.created_at,
        row.name,
        row.email,
        row.phone,
        row.question,
        row.topic,
        row.status,
        row.assigned_to,
        row.done_at,
        row.session_id if row.share_conversation else None,
        row.version,
        row.outcome,
    )
