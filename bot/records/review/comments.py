"""What staff say to each other about a message or its reply, perhaps about a few words of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import turns
from bot.records.review.tables import turn_comments


@dataclass(frozen=True)
class Comment:
    """`quote` are the words that it is about; empty: all of the turn."""

    id: int
    turn_id: str
    quote: str
    text: str
    by: str
    at: datetime


def add(connection: Connection, turn_id: str, quote: str, text: str, by: str, at: datetime) -> None:
    connection.execute(
        turn_comments.insert().values(turn_id=turn_id, quote=quote, text=text, by=by, at=at)
    )


def of_session(connection: Connection, session_id: str) -> dict[str, list[Comment]]:
    """Return the comments on a conversation by turn, the eldest first."""
    query = (
        sa.select(turn_comments)
        .join(turns, turns.c.id == turn_comments.c.turn_id)
        .where(turns.c.session_id == session_id)
        .order_by(turn_comments.c.id)
    )
    comments: dict[str, list[Comment]] = {}
    for row in connection.execute(query).mappings():
        comments.setdefault(row["turn_id"], []).append(Comment(**row))
    return comments


def delete(connection: Connection, comment_id: int, by: str) -> bool:
    """Delete a comment of one's own; False where there is none."""
    is_own = (turn_comments.c.id == comment_id) & (turn_comments.c.by == by)
    return bool(connection.execute(turn_comments.delete().where(is_own)).rowcount)
