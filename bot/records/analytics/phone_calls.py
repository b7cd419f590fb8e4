"""How many calls staff answered, week by week, as they type it in: what deflection is held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.analytics.tables import phone_calls


@dataclass(frozen=True)
class Week:
    monday: date
    calls: int


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def save(connection: Connection, day: date, calls: int, by: str, at: datetime) -> None:
    """Save the number of a week; a second one replaces the first."""
    monday = monday_of(day)
    connection.execute(phone_calls.delete().where(phone_calls.c.monday == monday))
    connection.execute(phone_calls.insert().values(monday=monday, calls=calls, by=by, at=at))


def find(connection: Connection, day: date) -> int | None:
    """Return the number of a week; None where nobody typed it in."""
    query = sa.select(phone_calls.c.calls).where(phone_calls.c.monday == monday_of(day))
    number: int | None = connection.execute(query).scalar()
    return number


def between(connection: Connection, first: date, last: date) -> list[Week]:
    """Return the weeks that begin on these days, in order."""
    query = (
        sa.select(phone_calls.c.monday, phone_calls.c.calls)
        .where(phone_calls.c.monday >= first, phone_calls.c.monday <= last)
        .order_by(phone_calls.c.monday)
    )
    return [Week(*row) for row in connection.execute(query)]


def latest(connection: Connection, limit: int) -> list[Week]:
    """Return weeks, latest first."""
    query = (
        sa.select(phone_calls.c.monday, phone_calls.c.calls)
        .order_by(phone_calls.c.monday.desc())
        .limit(limit)
    )
    return [Week(*row) for row in connection.execute(query)]
