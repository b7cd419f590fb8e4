"""What stands behind a group of unanswered questions: the conversations, with ratings and comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations import consent
from bot.records.conversations.calls import PHONE
from bot.records.conversations.tables import feedback, sessions, turns
from bot.records.review.tables import meanings


@dataclass(frozen=True)
class Message:
    """`outcome` and `label` are what the visitor got; `reason` and `comment` of a "No", where given."""

    cluster_id: str
    turn_id: str
    session_id: str
    at: datetime
    text: str | None
    outcome: str
    label: str | None
    is_phone: bool
    is_rated_no: bool
    reason: str | None
    comment: str | None


def messages_of(connection: Connection, cluster_ids: Sequence[str]) -> list[Message]:
    """Return every message of these groups that staff may read, newest first."""
    rated_no = sa.and_(feedback.c.turn_id == turns.c.id, feedback.c.helpful.is_(False))
    query = (
        sa.select(
            meanings.c.cluster_id,
            turns.c.id,
            turns.c.session_id,
            turns.c.created_at,
            turns.c.text,
            turns.c.outcome,
            turns.c.label,
            sessions.c.channel,
            feedback.c.id,
            feedback.c.reason,
            feedback.c.comment,
        )
        .select_from(
            meanings.join(turns, turns.c.id == meanings.c.turn_id)
            .join(sessions, sessions.c.id == turns.c.session_id)
            .outerjoin(feedback, rated_no)
        )
        .where(meanings.c.cluster_id.in_(cluster_ids), consent.may_be_read(turns.c.session_id))
        .order_by(turns.c.created_at.desc(), turns.c.id)
    )
    return [_message(row) for row in connection.execute(query)]


def _message(row: sa.engine.Row) -> Message:
    cluster_id, turn_id, session_id, at, text, outcome, label, channel, rating, reason, comment = (
        row
    )
    return Message(
        cluster_id,
        turn_id,
        session_id,
        at,
        text,
        outcome,
        label,
        channel == PHONE,
        rating is not None,
        reason,
        comment,
    )
