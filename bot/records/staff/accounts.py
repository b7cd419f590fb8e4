"""The people who may sign in to the console: their accounts, and sessions that can be ended here."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.engine import Connection, Engine

from bot.errors import AccountRefused
from bot.records.staff import audit, links, second_factor, throttle
from bot.records.staff.credentials import check_password, checked_name
from bot.records.staff.tables import staff, staff_sessions

_LONGEST_SESSION = timedelta(hours=12)
_SEEN_EVERY = timedelta(minutes=1)
# Each takes 64 MB while it is hashed.
_HASHED_AT_ONCE = 2


class Role(str, Enum):
    """Each may do what those before it may."""

    VIEWER = "viewer"
    EDITOR = "editor"
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
    has_second_factor: bool
    is_closed: bool


class Staff:
    """`now` tells the time in UTC; a session ends after `idle` without a request.

    Names are the same in small and capital letters. `who` is who did it, for the audit. Whatever cannot
    be done raises AccountRefused.
    """

    def __init__(self, engine: Engine, idle: timedelta, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._idle = idle
        self._now = now
        self._hasher = PasswordHasher()
        self._hashing = threading.BoundedSemaphore(_HASHED_AT_ONCE)
        # Checked where there is no such person, so that both take as long.
        self._nobody = self._unusable_password()

    def add(self, name: str, password: str, role: Role, who: str) -> None:
        name = checked_name(name)
        check_password(password, name)
        with self._engine.begin() as connection:
            self._insert(connection, name, self._hash(password), role, who)

    def invite(self, name: str, role: Role, who: str) -> str:
        """Add a person without a password; return the secret of the link to choose one."""
        name = checked_name(name)
        with self._engine.begin() as connection:
            self._insert(connection, name, self._unusable_password(), role, who)
            return links.make(connection, name, self._now())

    def change_role(self, name: str, role: Role, who: str) -> None:
        with self._engine.begin() as connection:
            person = self._require(connection, name)
            if role is not Role.ADMIN:
                self._require_another_admin(connection, person)
            self._update(connection, person.name, role=role.value)
            details = {"role": {"before": person.role, "after": role.value}}
            self._record(connection, who, "role changed", person.name, details)

    def disable(self, name: str, who: str) -> None:
        """Refuse a person from now on, also in sessions that are open."""
        with self._engine.begin() as connection:
            person = self._require(connection, name)
            self._require_another_admin(connection, person)
            self._update(connection, person.name, disabled_at=self._now())
            self._end_sessions(connection, person.name)
            links.end(connection, person.name)
            self._record(connection, who, "staff disabled", person.name)

    def enable(self, name: str, who: str) -> None:
        with self._engine.begin() as connection:
            person = self._require(connection, name)
            self._update(connection, person.name, disabled_at=None)
            self._record(connection, who, "staff enabled", person.name)

    def unlock(self, name: str, who: str) -> None:
        """Let a person try again at once, whatever failed before."""
        with self._engine.begin() as connection:
            person = self._require(connection, name)
            throttle.clear(connection, person.name)
            self._record(connection, who, "sign-in unlocked", person.name)

    def set_password(self, name: str, password: str, who: str) -> None:
        """Set a password and end the person's sessions."""
        with self._engine.begin() as connection:
            person = self._require(connection, name)
            self._set_password(connection, person.name, password)
            self._record(connection, who, "password set", person.name)

    def make_link(self, name: str, who: str) -> str:
        """Return the secret of a link to choose a new password; the present one holds until then."""
        with self._engine.begin() as connection:
            person = self._require(connection, name)
            if person.disabled_at is not None:
                raise AccountRefused(f"{person.name} is disabled; enable the account first")
            self._record(connection, who, "password link made", person.name)
            return links.make(connection, person.name, self._now())

    def name_of_link(self, token: str) -> str | None:
        """Return whose link this is; None for one that was used or has ended."""
        with self._engine.connect() as connection:
            return links.name_of(connection, token, self._now())

    def use_link(self, token: str, password: str) -> str:
        """Set the password that was chosen with a link; return whose."""
        with self._engine.begin() as connection:
            name = links.name_of(connection, token, self._now())
            if name is None or not links.take(connection, token):
                raise AccountRefused("this link was used before or has ended; ask for a new one")
            self._set_password(connection, name, password)
            throttle.clear(connection, name)
            self._record(connection, name, "password chosen", name)
        return name

    def change_password(self, token: str, name: str, old: str, new: str) -> None:
        """Change one's own password, in the session `token`; the others end."""
        with self._engine.begin() as connection:
            self._require_password(connection, name, old)
            check_password(new, name)
            self._update(connection, name, password=self._hash(new))
            self._end_sessions(connection, name, but=token)
            links.end(connection, name)
            self._record(connection, name, "password changed", name)

    def turn_on_second_factor(self, name: str, secret: str, code: str) -> list[str]:
        """Ask for a code of an app from now on; return the recovery codes, which are shown this once."""
        step = None
        if second_factor.is_secret(secret):
            step = second_factor.matching_step(secret, code, self._now(), None)
        if step is None:
            raise AccountRefused("this code is not of the app; check the time of the phone")
        codes = second_factor.new_recovery_codes()
        values = {"second_factor": secret, "second_factor_step": step}
        with self._engine.begin() as connection:
            hashes = second_factor.hashes(codes)
            self._update(connection, name, recovery_codes=hashes, **values)
            self._record(connection, name, "second factor on", name)
        return codes

    def turn_off_own_second_factor(self, name: str, password: str) -> None:
        with self._engine.begin() as connection:
            self._require_password(connection, name, password)
        self.turn_off_second_factor(name, name)

    def turn_off_second_factor(self, name: str, who: str) -> None:
        """Ask for a password alone: the phone was lost, and the recovery codes too."""
        empty = {"second_factor": None, "second_factor_step": None, "recovery_codes": None}
        with self._engine.begin() as connection:
            person = self._require(connection, name)
            self._update(connection, person.name, **empty)
            self._record(connection, who, "second factor off", person.name)

    def all(self) -> list[Account]:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(staff).order_by(staff.c.name)).all()
            closed = throttle.closed_names(connection, [row.name for row in rows], self._now())
        return [
            Account(
                row.name,
                row.role,
                row.created_at,
                row.disabled_at is not None,
                row.second_factor is not None,
                row.name in closed,
            )
            for row in rows
        ]

    def find(self, name: str) -> Account | None:
        return next((account for account in self.all() if account.name == name), None)

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
            person = self._find(connection, name)
        is_right = self._is_right(person.password if person else self._nobody, password)
        with self._engine.begin() as connection:
            if (
                person is None
                or person.disabled_at is not None
                or not (is_right and self._passes_second_factor(connection, person, code))
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

    def _insert(
        self, connection: Connection, name: str, password: str, role: Role, who: str
    ) -> None:
        if self._find(connection, name):
            raise AccountRefused(f"there is already somebody called {name}")
        values = {"role": role.value, "created_at": self._now()}
        connection.execute(staff.insert().values(name=name, password=password, **values))
        self._record(connection, who, "staff added", name, {"role": {"after": role.value}})

    def _set_password(self, connection: Connection, name: str, password: str) -> None:
        check_password(password, name)
        self._update(connection, name, password=self._hash(password))
        self._end_sessions(connection, name)
        links.end(connection, name)

    def _passes_second_factor(
        self, connection: Connection, person: sa.engine.Row, code: str
    ) -> bool:
        """Tell whether the code is right, and use it up; any will do where the person has none."""
        if person.second_factor is None:
            return True
        after = person.second_factor_step
        step = second_factor.matching_step(person.second_factor, code, self._now(), after)
        if step is not None:
            self._update(connection, person.name, second_factor_step=step)
            return True
        left = second_factor.without(person.recovery_codes or [], code)
        if left is None:
            return False
        self._update(connection, person.name, recovery_codes=left)
        self._record(connection, person.name, "recovery code used", person.name)
        return True

    def _require_password(self, connection: Connection, name: str, password: str) -> None:
        if not self._is_right(self._require(connection, name).password, password):
            raise AccountRefused("the present password is not correct")

    def _require_another_admin(self, connection: Connection, person: sa.engine.Row) -> None:
        """Raise AccountRefused where the only administrator would go: nobody could let anybody in."""
        if person.role != Role.ADMIN.value or person.disabled_at is not None:
            return
        others = sa.select(sa.func.count()).where(
            staff.c.role == Role.ADMIN.value,
            staff.c.disabled_at.is_(None),
            staff.c.name != person.name,
        )
        if not connection.execute(others).scalar_one():
            raise AccountRefused(f"{person.name} is the only administrator; name another one first")

    def _end_sessions(self, connection: Connection, name: str, but: str = "") -> None:
        ended = (staff_sessions.c.name == name) & (staff_sessions.c.id != _digest(but))
        connection.execute(staff_sessions.delete().where(ended))

    def _update(self, connection: Connection, name: str, **values: Any) -> None:
        connection.execute(staff.update().where(staff.c.name == name).values(**values))

    def _record(
        self,
        connection: Connection,
        who: str,
        what: str,
        name: str,
        details: dict[str, Any] | None = None,
    ) -> None:
        audit.append(connection, self._now(), who, what, name, details)

    def _unusable_password(self) -> str:
        return self._hash(secrets.token_hex(16))

    def _hash(self, password: str) -> str:
        with self._hashing:
            return str(self._hasher.hash(password))

    def _is_right(self, hash_: str, password: str) -> bool:
        try:
            with self._hashing:
                return bool(self._hasher.verify(hash_, password))
        except VerificationError:
            return False

    def _require(self, connection: Connection, name: str) -> sa.engine.Row:
        person = self._find(connection, name)
        if person is None:
            raise AccountRefused(f"there is nobody called {name}")
        return person

    def _find(self, connection: Connection, name: str) -> sa.engine.Row | None:
        """Return the row of a name; names from before may hold capitals."""
        lower = name.strip().lower()
        query = (
            sa.select(staff)
            .where(sa.func.lower(staff.c.name) == lower)
            .order_by(staff.c.name != name, staff.c.created_at)
        )
        return connection.execute(query).first()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
