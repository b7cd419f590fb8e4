"""Phrases and drafts that staff took from what people asked; nothing enters training by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations import consent
from bot.records.conversations.tables import turns
from bot.records.review.tables import drafts, meanings, phrases

_PENDING = sa.select(phrases).where(
    phrases.c.exported_at.is_(None), phrases.c.is_put_aside.is_(False)
)


@dataclass(frozen=True)
class Phrase:
    id: int
    text: str
    label: str
    by: str
    at: datetime
    adds_nothing: bool
    exported_at: datetime | None
    why: str = ""


@dataclass(frozen=True)
class Draft:
    id: int
    cluster_id: str | None
    question: str
    answer: str
    by: str
    at: datetime


def texts_of_cluster(
    connection: Connection, cluster_id: str, *, to_be_read: bool = True
) -> list[tuple[str, str]]:
    """Return each distinct text of a cluster with the turn it came from, newest first.

    `to_be_read` leaves out the conversations that staff may not read.
    """
    query = (
        sa.select(turns.c.text, turns.c.id)
        .join(meanings, meanings.c.turn_id == turns.c.id)
        .where(meanings.c.cluster_id == cluster_id, turns.c.text.is_not(None))
        .order_by(turns.c.created_at.desc())
    )
    if to_be_read:
        query = query.where(consent.may_be_read(turns.c.session_id))
    turn_ids: dict[str, str] = {}
    for row in connection.execute(query):
        turn_ids.setdefault(row.text, row.id)
    return list(turn_ids.items())


def accept(connection: Connection, **values: Any) -> int:
    """Save a phrase under a label; return its id. The same text under another label is deleted."""
    connection.execute(
        phrases.delete().where(phrases.c.text == values["text"], phrases.c.exported_at.is_(None))
    )
    row = connection.execute(phrases.insert().values(**values))
    return int(row.inserted_primary_key[0])


def dismiss(connection: Connection, turn_id: str, text: str, by: str, at: datetime) -> None:
    """Save that a text is not wanted as a phrase."""
    connection.execute(
        phrases.insert().values(
            turn_id=turn_id, text=text, label="", by=by, at=at, is_put_aside=True
        )
    )


def delete(connection: Connection, id_: int) -> bool:
    result = connection.execute(
        phrases.delete().where(phrases.c.id == id_, phrases.c.exported_at.is_(None))
    )
    return bool(result.rowcount)


def pending(connection: Connection) -> list[Phrase]:
    """Return what waits for export, by label."""
    query = _PENDING.order_by(phrases.c.label, phrases.c.id)
    return [_phrase(row) for row in connection.execute(query)]


def find_pending(connection: Connection, id_: int) -> Phrase | None:
    row = connection.execute(_PENDING.where(phrases.c.id == id_)).first()
    return _phrase(row) if row else None


def with_reason(connection: Connection, ids: list[int]) -> list[Phrase]:
    """Return those for which a reason was given, as the model takes them for something else."""
    query = sa.select(phrases).where(phrases.c.id.in_(ids), phrases.c.why != "")
    return [_phrase(row) for row in connection.execute(query.order_by(phrases.c.id))]


def labels_of(connection: Connection, ids: list[int]) -> set[str]:
    query = sa.select(phrases.c.label).where(phrases.c.id.in_(ids))
    return set(connection.execute(query).scalars())


def mark_exported(connection: Connection, ids: list[int], at: datetime | None) -> None:
    """Note when phrases were written into the training data; None: they wait again."""
    connection.execute(phrases.update().where(phrases.c.id.in_(ids)).values(exported_at=at))


def _phrase(r: sa.engine.Row) -> Phrase:
    return Phrase(r.id, r.text, r.label, r.by, r.at, r.adds_nothing, r.exported_at, r.why)


def load_drafts(connection: Connection) -> list[Draft]:
    query = sa.select(drafts).order_by(drafts.c.at.desc())
    return [Draft(**row) for row in connection.execute(query).mappings()]
