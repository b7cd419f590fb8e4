"""Conversations, counted once for as long as nothing changed: pages of one sitting ask for the same."""

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

_KEPT = 8
_DAY, _AFTER = timedelta(days=1), timedelta(hours=3)


class ConversationCache:
    """Keeps the last few spans; a span is counted anew when anything that it rests on has changed.

    The last day of a span is counted by itself: while visitors talk, only it is counted again.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[datetime, datetime], tuple[Any, list[Conversation]]] = (
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
        kept = self._kept.get(key)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        found = conversation_query.load(connection, since, until)
        self._kept[key] = (stamp, found)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found


def _stamp(connection: Connection, until: datetime) -> tuple[Any, ...]:
    """Return what differs as soon as a figure could; every act of staff has a number in the audit.

    What belongs to a conversation comes within hours of its beginning.
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
