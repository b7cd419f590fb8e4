"""What staff looked up for callers: conversations of their own channel, in no figure of visitors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.records.conversations.store import Store, Turn
from bot.records.conversations.tables import feedback, sessions, turns

PHONE = "phone"
_NOT_FOUND = "fallback"


@dataclass(frozen=True)
class CallCounts:
    """`open` are lookups to which the pages had no answer."""

    calls: int
    lookups: int
    open: int
    helped: int
    did_not_help: int


class Calls:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._store = Store(engine)

    def save(self, turn: Turn) -> None:
        """Save a lookup; the first of a call begins it. Its text is redacted before it gets here."""
        with self._engine.begin() as connection:
            query = sa.select(sessions.c.channel).where(sessions.c.id == turn.session_id)
            channel = connection.execute(query).scalar()
            if channel is None:
                connection.execute(
                    sessions.insert().values(
                        id=turn.session_id,
                        created_at=turn.created_at,
                        seen_at=turn.created_at,
                        is_staff_test=True,
                        channel=PHONE,
                    )
                )
        if channel in {None, PHONE}:
            self._store.save_turn(turn)

    def rate(self, call: str, turn_id: str, at: datetime, *, helped: bool) -> bool:
        """Save whether a lookup helped; False when there is no such lookup."""
        with self._engine.connect() as connection:
            query = sa.select(sessions.c.channel).where(sessions.c.id == call)
            if connection.execute(query).scalar() != PHONE:
                return False
        return self._store.save_feedback(
            {
                "session_id": call,
                "turn_id": turn_id,
                "message_id": f"{turn_id}.0",
                "created_at": at,
                "helpful": helped,
            }
        )


def count(connection: Connection, since: datetime, until: datetime) -> CallCounts:
    # By the ids of calls: they are few beside the turns of visitors in the same days.
    is_lookup = (
        turns.c.session_id.in_(sa.select(sessions.c.id).where(sessions.c.channel == PHONE)),
        turns.c.created_at >= since,
        turns.c.created_at < until,
    )
    outcomes = connection.execute(
        sa.select(
            sa.func.count(sa.distinct(turns.c.session_id)),
            sa.func.count(turns.c.id),
            sa.func.sum(sa.case((turns.c.outcome == _NOT_FOUND, 1), else_=0)),
        ).where(*is_lookup)
    ).one()
    ratings = connection.execute(
        sa.select(
            sa.func.sum(sa.case((feedback.c.helpful.is_(True), 1), else_=0)),
            sa.func.sum(sa.case((feedback.c.helpful.is_(False), 1), else_=0)),
        )
        .select_from(turns.join(feedback, feedback.c.turn_id == turns.c.id))
        .where(*is_lookup)
    ).one()
    return CallCounts(*(int(number or 0) for number in (*outcomes, *ratings)))
