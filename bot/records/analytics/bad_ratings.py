"""The answers that visitors rated No, and how often."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import feedback, sessions, turns


def count(connection: Connection, since: datetime) -> dict[str, int]:
    """Return how many turns of each label were rated No since then, the most often first."""
    number = sa.func.count(turns.c.id.distinct())
    query = (
        sa.select(turns.c.label, number)
        .join(feedback, feedback.c.turn_id == turns.c.id)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .where(
            feedback.c.helpful.is_(False),
            feedback.c.created_at >= since,
            sessions.c.is_staff_test.is_(False),
            turns.c.label.is_not(None),
        )
        .group_by(turns.c.label)
        .order_by(number.desc(), turns.c.label)
    )
    return dict(connection.execute(query).all())
