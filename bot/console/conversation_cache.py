"""A cache of conversations: several pages ask for the same days while little has changed."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.analytics import conversation_query
from bot.records.analytics.conversation import Conversation
from bot.records.conversations.tables import callbacks, feedback, sessions, turns
from bot.records.review.tables import corrections, meanings

_MOST_DAYS = 400
_DAY = timedelta(days=1)

# What each day's conversations were counted from; it differs once any figure could.
Stamps = dict[date, tuple[Any, ...]]


class ConversationCache:
    """Holds conversations by the day, in UTC, on which they began; a day is loaded again once it changed.

    A correction of one answer, or visitors who talk today, cost the loading of a day or two. What staff do
    that no figure counts costs nothing.
    """

    def __init__(self) -> None:
        self._days: OrderedDict[date, tuple[Any, list[Conversation]]] = OrderedDict()

    def load(self, connection: Connection, since: datetime, until: datetime) -> list[Conversation]:
        """Return the conversations that began in the time given, oldest first."""
        days = list(_days_of(since, until))
        stamps = _stamps(connection, days[0] - _DAY, days[-1] + _DAY)
        # A conversation may go on past midnight, and have begun before it.
        around = {day: tuple(stamps.get(day + n * _DAY) for n in (-1, 0, 1)) for day in days}
        known = {day: self._days[day] for day in days if day in self._days}
        stale = [day for day in days if day not in known or known[day][0] != around[day]]
        for first, last in _runs(stale):
            for day, conversations in _loaded(connection, first, last).items():
                known[day] = self._days[day] = (around[day], conversations)
        while len(self._days) > _MOST_DAYS:
            self._days.popitem(last=False)
        return [talk for day in days for talk in known[day][1] if since <= talk.started_at < until]


def _loaded(connection: Connection, first: date, last: date) -> dict[date, list[Conversation]]:
    by_day: dict[date, list[Conversation]] = {
        first + number * _DAY: [] for number in range((last - first).days + 1)
    }
    since, until = datetime.combine(first, time()), datetime.combine(last + _DAY, time())
    for talk in conversation_query.load(connection, since, until):
        by_day[talk.started_at.date()].append(talk)
    return by_day


def _days_of(since: datetime, until: datetime) -> Iterator[date]:
    day = since.date()
    while datetime.combine(day, time()) < until:
        yield day
        day += _DAY


def _runs(days: list[date]) -> Iterator[tuple[date, date]]:
    """Return the first and the last of each run of days that follow one another."""
    start = 0
    for place in range(1, len(days) + 1):
        if place == len(days) or days[place] - days[place - 1] > _DAY:
            yield days[start], days[place - 1]
            start = place


def _stamps(connection: Connection, first: date, last: date) -> Stamps:
    stamps: defaultdict[date, list[Any]] = defaultdict(list)
    since, until = datetime.combine(first, time()), datetime.combine(last + _DAY, time())
    for number, (at, query) in enumerate(_counts()):
        day = sa.func.date(at)
        counted = query.add_columns(day.label("day")).where(at >= since, at < until).group_by(day)
        for row in connection.execute(counted):
            *values, day_ = row
            stamps[date.fromisoformat(str(day_))].append((number, *values))
    for number, query in enumerate(_rows()):
        within = query.where(turns.c.created_at >= since, turns.c.created_at < until)
        rows: defaultdict[date, set[tuple[Any, ...]]] = defaultdict(set)
        for at, *values in connection.execute(within):
            rows[at.date()].add(tuple(values))
        for day_, values_ in rows.items():
            stamps[day_].append((f"rows {number}", frozenset(values_)))
    return {day_: tuple(values_) for day_, values_ in stamps.items()}


def _counts() -> list[tuple[sa.Column, sa.sql.Select]]:
    """Return queries that count, with the column of the time by whose day each is grouped."""
    count, newest = sa.func.count(), sa.func.max
    is_test = sa.func.sum(sa.case((sessions.c.is_staff_test, 1), else_=0))
    clicked = sessions.c.contact_clicked_at
    return [
        (turns.c.created_at, sa.select(count, newest(turns.c.created_at))),
        (
            turns.c.created_at,
            sa.select(count, newest(feedback.c.id)).join_from(
                feedback, turns, turns.c.id == feedback.c.turn_id
            ),
        ),
        (callbacks.c.created_at, sa.select(count, sa.func.count(callbacks.c.session_id))),
        (sessions.c.created_at, sa.select(count, is_test)),
        (clicked, sa.select(count, newest(clicked))),
    ]


def _rows() -> list[sa.sql.Select]:
    """Return queries for what is changed in place, with the time of the turn first."""
    return [
        sa.select(turns.c.created_at, meanings.c.turn_id, meanings.c.cluster_id).join_from(
            meanings, turns, turns.c.id == meanings.c.turn_id
        ),
        sa.select(turns.c.created_at, corrections.c.turn_id, corrections.c.answer).join_from(
            corrections, turns, turns.c.id == corrections.c.turn_id
        ),
    ]
