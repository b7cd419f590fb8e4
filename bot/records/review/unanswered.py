"""What went unanswered: no answer that we should have had, a No, or "none of these"."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import feedback, sessions, turns
from bot.records.conversations.turn_outcomes import OUTSIDE, SURE
from bot.records.review.tables import meanings


@dataclass(frozen=True)
class UnansweredTurn:
    turn_id: str
    text: str


def pending(connection: Connection, limit: int) -> list[UnansweredTurn]:
    """Return turns that belong into the queue and are in no cluster yet: the latest, in order."""
    not_ours = sa.and_(
        turns.c.label.in_(sorted(OUTSIDE)), sa.func.coalesce(turns.c.confidence, 0) >= SURE
    )
    disliked = sa.and_(turns.c.outcome == "answer", _rated_no())
    query = (
        sa.select(turns.c.id, turns.c.text)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .outerjoin(meanings, meanings.c.turn_id == turns.c.id)
        .where(
            meanings.c.turn_id.is_(None),
            sessions.c.is_staff_test.is_(False),
            turns.c.text.is_not(None),
            turns.c.is_choice.is_(False),
            sa.or_(
                sa.and_(turns.c.outcome == "fallback", sa.not_(sa.func.coalesce(not_ours, False))),
                disliked,
                _led_to_none_of_these(),
            ),
        )
        .order_by(turns.c.created_at.desc(), turns.c.id.desc())
        .limit(limit)
    )
    return [UnansweredTurn(row.id, row.text) for row in reversed(connection.execute(query).all())]


def _rated_no() -> sa.sql.ColumnElement:
    return sa.exists().where(feedback.c.turn_id == turns.c.id, feedback.c.helpful.is_(False))


def _led_to_none_of_these() -> sa.sql.ColumnElement:
    """Whether "none of these" was pressed on what this message brought up."""
    later = turns.alias("later")
    between = turns.alias("between")
    nothing_between = ~sa.exists().where(
        between.c.session_id == turns.c.session_id,
        between.c.created_at > turns.c.created_at,
        between.c.created_at < later.c.created_at,
    )
    return sa.and_(
        turns.c.outcome == "choices",
        sa.exists().where(
            later.c.session_id == turns.c.session_id,
            later.c.label == "none_of_these",
            later.c.created_at > turns.c.created_at,
            nothing_between,
        ),
    )
