"""The accounts of those who may sign in to the console: added, given a role, disabled and enabled, listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.errors import AccountRefused
from bot.records.staff import audit, password_links, sessions, staff_rows, throttle
from bot.records.staff.password_hashing import Passwords
from bot.records.staff.password_rules import check_password
from bot.records.staff.role import Role
from bot.records.staff.tables import staff
from bot.records.staff.user_names import checked_name


@dataclass(frozen=True)
class Account:
    name: str
    role: str
    created_at: datetime
    is_disabled: bool
    has_second_factor: bool
    is_closed: bool


class Accounts:
    """Names are the same in small and capital letters. `who` is who did it, for the audit.

    Whatever cannot be done raises AccountRefused.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime], passwords: Passwords) -> None:
        self._engine = engine
        self._now = now
        self._passwords = passwords

    def add(self, name: str, password: str, role: Role, who: str) -> None:
        name = checked_name(name)
        check_password(password, name)
        with self._engine.begin() as connection:
            self._insert(connection, name, self._passwords.hash(password), role, who)

    def invite(self, name: str, role: Role, who: str) -> str:
        """Add a person without a password; return the secret of the link to choose one."""
        name = checked_name(name)
        with self._engine.begin() as connection:
            self._insert(connection, name, self._passwords.unusable(), role, who)
            return password_links.make(connection, name, self._now())

    def change_role(self, name: str, role: Role, who: str) -> None:
        with self._engine.begin() as connection:
            person = staff_rows.require(connection, name)
            if role is not Role.ADMIN:
                _require_another_admin(connection, person)
            staff_rows.update(connection, person.name, role=role.value)
            details = {"role": {"before": person.role, "after": role.value}}
            self._record(connection, who, "role changed", person.name, details)

    def disable(self, name: str, who: str) -> None:
        """Refuse a person from now on, also in sessions that are open."""
        with self._engine.begin() as connection:
            person = staff_rows.require(connection, name)
            _require_another_admin(connection, person)
            staff_rows.update(connection, person.name, disabled_at=self._now())
            sessions.end_of(connection, person.name)
            password_links.end(connection, person.name)
            self._record(connection, who, "staff disabled", person.name)

    def enable(self, name: str, who: str) -> None:
        with self._engine.begin() as connection:
            person = staff_rows.require(connection, name)
            staff_rows.update(connection, person.name, disabled_at=None)
            self._record(connection, who, "staff enabled", person.name)

    def unlock(self, name: str, who: str) -> None:
        """Let a person try again at once, whatever failed before."""
        with self._engine.begin() as connection:
            person = staff_rows.require(connection, name)
            throttle.clear(connection, person.name)
            self._record(connection, who, "sign-in unlocked", person.name)

    def all(self) -> list[Account]:
        """Return the accounts, by name."""
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

    def _insert(
        self, connection: Connection, name: str, password: str, role: Role, who: str
    ) -> None:
        if staff_rows.find(connection, name):
            raise AccountRefused(f"there is already somebody called {name}")
        values = {"role": role.value, "created_at": self._now()}
        connection.execute(staff.insert().values(name=name, password=password, **values))
        self._record(connection, who, "staff added", name, {"role": {"after": role.value}})

    def _record(
        self,
        connection: Connection,
        who: str,
        what: str,
        name: str,
        details: dict[str, Any] | None = None,
    ) -> None:
        audit.append(connection, self._now(), who, what, name, details)


def _require_another_admin(connection: Connection, person: sa.engine.Row) -> None:
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
