"""Whose conversation staff may not read: who asked for a call-back and did not agree to it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import callbacks


def withheld(connection: Connection) -> set[str]:
    """Return the sessions with a call-back of somebody who did not agree; one refusal is enough.

    Their name stands on the call-back, and its minute would tell which conversation is theirs.
    """
    return set(connection.execute(_refused()).scalars())


def is_withheld(connection: Connection, session_id: str) -> bool:
    query = _refused().where(callbacks.c.session_id == session_id)
    return connection.execute(query).first() is not None


def may_be_read(session_id: sa.sql.ColumnElement[str]) -> sa.sql.ColumnElement[bool]:
    """Return the condition that a row is of a conversation that staff may read."""
    return session_id.not_in(_refused())


def _refused() -> sa.sql.Select:
    return sa.select(callbacks.c.session_id).where(
        callbacks.c.session_id.is_not(None), callbacks.c.share_conversation.is_(False)
    )
