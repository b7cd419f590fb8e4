"""Signing in with what a person knows and has, and the sessions that follow, which can be ended here."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.records.staff import audit, staff_rows, throttle
from bot.records.staff.password_hashing import Passwords
from bot.records.staff.role import Role
from bot.records.staff.second_factors import SecondFactors
from bot.records.staff.tables import staff, staff_sessions

_LONGEST_SESSION = timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Person:
    name: str
    role: Role


class Sessions:
    """A session ends after `idle` without a request."""

    def __init__(
        self,
        engine: Engine,
        idle: timedelta,
        now: Callable[[], datetime],
        passwords: Passwords,
        second_factors: SecondFactors,
    ) -> None:
        self._engine = engine
        self._idle = idle
        self._now = now
        self._passwords = passwords
        self._second_factors = second_factors
        # Checked where there is no such person, so that both take as long.
        self._nobody = passwords.unusable()

    def sign_in(
        self, name: str, password: str, address: str, device: str = "", code: str = ""
    ) -> str | None:
        """Return the cookie's value; None where name, password or code are wrong. Raises TooManyFailures.

        `device` names a browser in which this person was signed in before: its failures count by
        themselves, so that what others try does not shut the person out.
        """
        now, name = self._now(), name.strip().lower()
        attempt = throttle.begin(self._engine, name, address, device, now)
        with self._engine.connect() as connection:
            person = staff_rows.find(connection, name)
        is_right = self._passwords.is_right(person.password if person else self._nobody, password)
        with self._engine.begin() as connection:
            if (
                person is None
                or person.disabled_at is not None
                or not (is_right and self._second_factors.passes(connection, person, code))
            ):
                # A name that is none may be a password in the wrong field.
                about = person.name if person else "no such name"
                audit.append(connection, now, "-", "sign-in failed", about)
                return None
            throttle.succeed(connection, attempt)
            token = secrets.token_urlsafe(32)
            connection.execute(
                staff_sessions.insert().values(
                    id=_digest(token), name=person.name, created_at=now, seen_at=now
                )
            )
            audit.append(connection, now, person.name, "signed in")
        return token

    def of(self, token: str) -> Person | None:
        """Return whose session this is; None when there is none, or it has ended."""
        now, id_ = self._now(), _digest(token)
        query = (
            sa.select(staff_sessions, staff.c.role)
            .join(staff, staff.c.name == staff_sessions.c.name)
            .where(staff_sessions.c.id == id_, staff.c.disabled_at.is_(None))
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if now - row.seen_at > self._idle or now - row.created_at > _LONGEST_SESSION:
            self._end(id_)
            return None
        if now - row.seen_at > _SEEN_EVERY:
            with self._engine.begin() as connection:
                connection.execute(
                    staff_sessions.update().where(staff_sessions.c.id == id_).values(seen_at=now)
                )
        return Person(row.name, Role(row.role))

    def sign_out(self, token: str, who: str) -> None:
        self._end(_digest(token))
        with self._engine.begin() as connection:
            audit.append(connection, self._now(), who, "signed out")

    def _end(self, id_: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(staff_sessions.delete().where(staff_sessions.c.id == id_))


def end_of(connection: Connection, name: str, but: str = "") -> None:
    """End all sessions of a person, but for the one with this token."""
    ended = (staff_sessions.c.name == name) & (staff_sessions.c.id != _digest(but))
    connection.execute(staff_sessions.delete().where(ended))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
