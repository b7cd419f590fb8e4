"""How a person comes to another password: set for them, chosen with a one-time link, changed by themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.engine import Connection, Engine

from bot.errors import AccountRefused
from bot.records.staff import audit, password_links, sessions, staff_rows, throttle
from bot.records.staff.password_hashing import Passwords
from bot.records.staff.password_rules import check_password


class PasswordChanges:
    """`who` is who did it, for the audit. Whatever cannot be done raises AccountRefused."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], passwords: Passwords) -> None:
        self._engine = engine
        self._now = now
        self._passwords = passwords

    def set(self, name: str, password: str, who: str) -> None:
        """Set a password and end the person's sessions."""
        with self._engine.begin() as connection:
            person = staff_rows.require(connection, name)
            self._set(connection, person.name, password)
            self._record(connection, who, "password set", person.name)

    def make_link(self, name: str, who: str) -> str:
        """Return the secret of a link to choose a new password; the present one holds until then."""
        with self._engine.begin() as connection:
            person = staff_rows.require(connection, name)
            if person.disabled_at is not None:
                raise AccountRefused(f"{person.name} is disabled; enable the account first")
            self._record(connection, who, "password link made", person.name)
            return password_links.make(connection, person.name, self._now())

    def name_of_link(self, token: str) -> str | None:
        """Return whose link this is; None for one that was used or has ended."""
        with self._engine.connect() as connection:
            return password_links.name_of(connection, token, self._now())

    def use_link(self, token: str, password: str) -> str:
        """Set the password that was chosen with a link; return whose."""
        with self._engine.begin() as connection:
            name = password_links.name_of(connection, token, self._now())
            if name is None or not password_links.take(connection, token):
                raise AccountRefused("this link was used before or has ended; ask for a new one")
            self._set(connection, name, password)
            throttle.clear(connection, name)
            self._record(connection, name, "password chosen", name)
        return name

    def change_own(self, token: str, name: str, old: str, new: str) -> None:
        """Change one's own password, in the session `token`; the others end."""
        with self._engine.begin() as connection:
            if not self._passwords.is_right(staff_rows.require(connection, name).password, old):
                raise AccountRefused("the present password is not correct")
            self._set(connection, name, new, token)
            self._record(connection, name, "password changed", name)

    def _set(self, connection: Connection, name: str, password: str, session: str = "") -> None:
        check_password(password, name)
        staff_rows.update(connection, name, password=self._passwords.hash(password))
        sessions.end_of(connection, name, but=session)
        password_links.end(connection, name)

    def _record(self, connection: Connection, who: str, what: str, name: str) -> None:
        audit.append(connection, self._now(), who, what, name)
