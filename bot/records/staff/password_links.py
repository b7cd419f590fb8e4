"""One-time links with which a person chooses a password: for a new account, and for a forgotten one."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.staff.tables import staff, staff_links

LIFETIME = timedelta(hours=24)


def make(connection: Connection, name: str, now: datetime) -> str:
    """Return the secret of a new link; earlier ones of this person end."""
    end(connection, name)
    connection.execute(staff_links.delete().where(staff_links.c.ends_at <= now))
    token = secrets.token_urlsafe(32)
    connection.execute(
        staff_links.insert().values(id=_hash(token), name=name, ends_at=now + LIFETIME)
    )
    return token


def name_of(connection: Connection, token: str, now: datetime) -> str | None:
    """Return whose link this is; None when it was used, has ended or never was, or they are disabled."""
    query = (
        sa.select(staff_links.c.name)
        .join(staff, staff.c.name == staff_links.c.name)
        .where(
            staff_links.c.id == _hash(token),
            staff_links.c.ends_at > now,
            staff.c.disabled_at.is_(None),
        )
    )
    return connection.execute(query).scalar()


def take(connection: Connection, token: str) -> bool:
    """Use a link up; of two at once, one alone may."""
    result = connection.execute(staff_links.delete().where(staff_links.c.id == _hash(token)))
    return bool(result.rowcount)


def end(connection: Connection, name: str) -> None:
    connection.execute(staff_links.delete().where(staff_links.c.name == name))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
