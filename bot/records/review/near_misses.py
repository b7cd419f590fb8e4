"""Messages that came near to several answers, and which of these the visitor chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations import consent
from bot.records.conversations.tables import sessions, turns
from bot.records.review.tables import phrases


@dataclass(frozen=True)
class NearMiss:
    """`candidates` are labels, best first; `chosen` is the one that was pressed afterwards."""

    turn_id: str
    session_id: str
    text: str
    at: datetime
    candidates: tuple[str, ...]
    chosen: str | None


def pending(connection: Connection, since: datetime, limit: int) -> list[NearMiss]:
    """Return each text once, the latest first; without what staff accepted, dismissed or may not read."""
    # Nothing is outside a list that holds a null: staff typed that phrase themselves.
    decided = sa.select(phrases.c.turn_id).where(phrases.c.turn_id.is_not(None))
    query = (
        sa.select(turns.c.id, turns.c.session_id, turns.c.text, turns.c.created_at, turns.c.top)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .where(
            turns.c.outcome == "choices",
            turns.c.created_at >= since,
            turns.c.text.is_not(None),
            turns.c.is_choice.is_(False),
            turns.c.id.not_in(decided),
            sessions.c.is_staff_test.is_(False),
            consent.may_be_read(turns.c.session_id),
        )
        .order_by(turns.c.created_at.desc())
        .limit(limit)
    )
    rows = connection.execute(query).all()
    pressed = _pressed(connection, {row.session_id for row in rows})
    misses: dict[str, NearMiss] = {}
    for row in rows:
        later = (label for at, label in pressed.get(row.session_id, ()) if at > row.created_at)
        candidates = tuple(str(label) for label, _ in row.top or ())
        miss = NearMiss(
            row.id, row.session_id, row.text, row.created_at, candidates, next(later, None)
        )
        # Of the same words, those count that a visitor settled.
        if row.text not in misses or (miss.chosen and not misses[row.text].chosen):
            misses[row.text] = miss
    return list(misses.values())


def find(connection: Connection, turn_id: str) -> str | None:
    """Return the text of a turn that was asked back about; None where staff may not read it."""
    return connection.execute(_text(turn_id).where(turns.c.outcome == "choices")).scalar()


def text_of(connection: Connection, turn_id: str) -> str | None:
    """Return the text of any turn; None where staff may not read it."""
    return connection.execute(_text(turn_id)).scalar()


def _text(turn_id: str) -> sa.sql.Select:
    is_readable = consent.may_be_read(turns.c.session_id)
    return sa.select(turns.c.text).where(turns.c.id == turn_id, is_readable)


def _pressed(
    connection: Connection, session_ids: Iterable[str]
) -> dict[str, list[tuple[datetime, str]]]:
    query = (
        sa.select(turns.c.session_id, turns.c.created_at, turns.c.label)
        .where(
            turns.c.session_id.in_(session_ids),
            turns.c.is_choice,
            turns.c.outcome == "answer",
            turns.c.label.is_not(None),
        )
        .order_by(turns.c.created_at)
    )
    choices: dict[str, list[tuple[datetime, str]]] = {}
    for row in connection.execute(query):
        choices.setdefault(row.session_id, []).append((row.created_at, row.label))
    return choices
