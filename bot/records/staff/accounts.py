"""The people who may sign in to the console: passwords, sessions that can be ended here, sign-in throttle."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.engine import Connection, Engine

from bot.errors import SetUpError
from bot.records.staff import audit
from bot.records.staff.tables import sign_in_failures, staff, staff_sessions

FEWEST_LETTERS = 12
# Of one browser that was signed in before; of one address for one name.
_MOST_FAILURES = 5
# Of one address for any names; of all addresses together for one name.
_MOST_FAILURES_ALTOGETHER = 20
_FAILURES_COUNT = timedelta(minutes=15)
_LONGEST_SESSION = timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)


class Role(str, Enum):
    """Each may do what those before it may."""

    VIEWER = "viewer"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMIN = "admin"

    def may(self, least: Role) -> bool:
        order = list(Role)
        return order.index(self) >= order.index(least)


@dataclass(frozen=True)
class Person:
    name: str
    role: Role


@dataclass(frozen=True)
class Account:
    name: str
    role: str
    created_at: datetime
    is_disabled: bool


class TooManyFailures(Exception):
    """Sign-in is closed for this name or address for some minutes."""


class Staff:
    """`now` tells the time in UTC; a session ends after `idle` without a request."""

    def __init__(self, engine: Engine, idle: timedelta, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._idle = idle
        self._now = now
        self._hasher = PasswordHasher()
        # Checked where there is no such person, so that both take as long.
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def add(self, name: str, password: str, role: Role, who: str) -> None:
        """Add a person. Raises SetUpError for a taken name or a password that is too short."""
        if len(password) < FEWEST_LETTERS:
            raise SetUpError(f"a password of {FEWEST_LETTERS} letters at least is needed")
        if not name or len(name) > 64 or not name.replace("-", "").replace(".", "").isalnum():
            raise SetUpError(f"{name!r} is no name to sign in with: letters, digits, - and . only")
        with self._engine.begin() as connection:
            if self._find(connection, name):
                raise SetUpError(f"there is already somebody called {name}")
            connection.execute(
                staff.insert().values(
                    name=name,
                    password=self._hasher.hash(password),
                    role=role.value,
                    created_at=self._now(),
                )
            )
            audit.append(
                connection, self._now(), who, "staff added", name, {"role": {"after": role.value}}
            )

    def change_role(self, name: str, role: Role, who: str) -> None:
        with self._engine.begin() as connection:
            before = self._require(connection, name).role
            connection.execute(staff.update().where(staff.c.name == name).values(role=role.value))
            audit.append(
                connection,
                self._now(),
                who,
                "role changed",
                name,
                {"role": {"before": before, "after": role.value}},
            )

    def disable(self, name: str, who: str) -> None:
        """Refuse a person from now on, also in sessions that are open."""
        with self._engine.begin() as connection:
            self._require(connection, name)
            connection.execute(
                staff.update().where(staff.c.name == name).values(disabled_at=self._now())
            )
            connection.execute(staff_sessions.delete().where(staff_sessions.c.name == name))
            audit.append(connection, self._now(), who, "staff disabled", name)

    def all(self) -> list[Account]:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(staff).order_by(staff.c.name)).all()
        return [
            Account(row.name, row.role, row.created_at, row.disabled_at is not None) for row in rows
        ]

    def sign_in(self, name: str, password: str, address: str, device: str = "") -> str | None:
        """Return the cookie's value; None for a wrong pair. Raises TooManyFailures.

        `device` names a browser in which this person was signed in before: its failures count by
        themselves, so that what others try does not shut the person out.
        """
        now, limits = self._now(), _failure_limits(name, address, device)
        attempts = self._count_attempt(limits, now)
        with self._engine.connect() as connection:
            person = self._find(connection, name)
        is_right = self._is_right(person.password if person else self._nobody, password)
        with self._engine.begin() as connection:
            if not is_right or person is None or person.disabled_at is not None:
                # A name that is none may be a password in the wrong field.
                audit.append(
                    connection,
                    now,
                    "-",
                    "sign-in failed",
                    person.name if person else "no such name",
                )
                return None
            own = sign_in_failures.c.id.in_(attempts) | (
                sign_in_failures.c.who == next(iter(limits))
            )
            connection.execute(sign_in_failures.delete().where(own))
            token = secrets.token_urlsafe(32)
            connection.execute(
                staff_sessions.insert().values(
                    id=_hash(token), name=person.name, created_at=now, seen_at=now
                )
            )
            audit.append(connection, now, person.name, "signed in")
        return token

    def of(self, token: str) -> Person | None:
        """Return whose session this is; None when there is none, or it has ended."""
        now, id_ = self._now(), _hash(token)
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
        self._end(_hash(token))
        with self._engine.begin() as connection:
            audit.append(connection, self._now(), who, "signed out")

    def _end(self, id_: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(staff_sessions.delete().where(staff_sessions.c.id == id_))

    def _count_attempt(self, limits: dict[str, int], now: datetime) -> list[int]:
        """Count a failure before the password is looked at, and return the rows. Raises TooManyFailures.

        It is committed before it is counted: of many at once, no more are tried than are allowed.
        """
        old = sign_in_failures.c.at < now - _FAILURES_COUNT
        with self._engine.begin() as connection:
            connection.execute(sign_in_failures.delete().where(old))
            rows = [
                connection.execute(sign_in_failures.insert().values(who=key, at=now))
                for key in limits
            ]
            attempts = [row.inserted_primary_key[0] for row in rows]
        with self._engine.begin() as connection:
            for key, most in limits.items():
                count = connection.execute(
                    sa.select(sa.func.count()).where(sign_in_failures.c.who == key)
                ).scalar_one()
                if count > most:
                    own = sign_in_failures.c.id.in_(attempts)
                    connection.execute(sign_in_failures.delete().where(own))
                    break
            else:
                return attempts
        raise TooManyFailures

    def _is_right(self, hash_: str, password: str) -> bool:
        try:
            return bool(self._hasher.verify(hash_, password))
        except VerificationError:
            return False

    def _require(self, connection: Connection, name: str) -> sa.engine.Row:
        person = self._find(connection, name)
        if person is None:
            raise SetUpError(f"there is nobody called {name}")
        return person

    def _find(self, connection: Connection, name: str) -> sa.engine.Row | None:
        return connection.execute(sa.select(staff).where(staff.c.name == name)).first()


def _failure_limits(name: str, address: str, device: str) -> dict[str, int]:
    """Return how many failures are allowed by whose; a right password clears those of the first."""
    name = name.lower()
    if device:
        return {_hash(f"device {device} name {name}"): _MOST_FAILURES}
    return {
        _hash(f"name {name} address {address}"): _MOST_FAILURES,
        _hash(f"name {name}"): _MOST_FAILURES_ALTOGETHER,
        _hash(f"address {address}"): _MOST_FAILURES_ALTOGETHER,
    }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
