"""A cache of conversations: several pages ask for the same days while nothing has changed."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.analytics import conversation_query
from bot.records.analytics.conversation import Conversation
from bot.records.conversations.tables import callbacks, feedback, sessions, turns
from bot.records.review.tables import meanings
from bot.records.staff.tables import audit_head

_MOST_ENTRIES = 8
_DAY, _AFTER = timedelta(days=1), timedelta(hours=3)


class ConversationCache:
    """Holds the latest few ranges of days; a range is loaded again once anything in it has changed.

    The last day of a range is an entry of its own: while visitors talk, only that day is loaded again.
    """

    def __init__(self) -> None:
        self._entries: OrderedDict[tuple[datetime, datetime], tuple[Any, list[Conversation]]] = (
            OrderedDict()
        )

    def load(self, connection: Connection, since: datetime, until: datetime) -> list[Conversation]:
        """Return the conversations that began in the time given, oldest first."""
        last_day = until - _DAY
        if since >= last_day:
            return self._part(connection, since, until)
        return [
            *self._part(connection, since, last_day),
            *self._part(connection, last_day, until),
        ]

    def _part(self, connection: Connection, since: datetime, until: datetime) -> list[Conversation]:
        stamp, key = _stamp(connection, until), (since, until)
        entry = self._entries.get(key)
        if entry is not None and entry[0] == stamp:
            return entry[1]
        conversations = conversation_query.load(connection, since, until)
        self._entries[key] = (stamp, conversations)
        while len(self._entries) > _MOST_ENTRIES:
            self._entries.popitem(last=False)
        return conversations


def _stamp(connection: Connection, until: datetime) -> tuple[Any, ...]:
    """Return a value that changes with every figure; each act of staff has a number in the audit.

    What belongs to a conversation is written within hours of its start.
    """
    count, newest, end = sa.func.count(), sa.func.max, until + _AFTER
    queries = (
        sa.select(count, newest(turns.c.created_at)).where(turns.c.created_at < end),
        sa.select(count, newest(feedback.c.id)).where(feedback.c.created_at < end),
        sa.select(count).select_from(callbacks).where(callbacks.c.created_at < end),
        sa.select(
            count, sa.func.count(sessions.c.contact_clicked_at), sa.func.sum(_as_number())
        ).where(sessions.c.created_at < end),
        sa.select(count)
        .select_from(meanings.join(turns, turns.c.id == meanings.c.turn_id))
        .where(turns.c.created_at < end),
        sa.select(audit_head.c.number),
    )
    return tuple(tuple(connection.execute(query).one()) for query in queries)


def _as_number() -> sa.sql.ColumnElement:
    return sa.case((sessions.c.is_staff_test, 1), else_=0)
