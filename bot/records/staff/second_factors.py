"""Who is asked for a code of an authenticator app beside the password: turned on, checked, turned off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.errors import AccountRefused
from bot.records.staff import audit, authenticator, staff_rows
from bot.records.staff.encryption import Encryption
from bot.records.staff.password_hashing import Passwords
from bot.records.staff.tables import staff


class SecondFactors:
    """The secret of an app is stored encrypted: who reads the table, or a backup of it, has no codes."""

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], datetime],
        passwords: Passwords,
        encryption: Encryption,
    ) -> None:
        self._engine = engine
        self._now = now
        self._passwords = passwords
        self._encryption = encryption

    def turn_on(self, name: str, secret: str, code: str) -> list[str]:
        """Ask for a code of an app from now on; return the recovery codes, which are shown this once."""
        step = None
        if authenticator.is_secret(secret):
            step = authenticator.matching_step(secret, code, self._now(), None)
        if step is None:
            raise AccountRefused("this code is not of the app; check the time of the phone")
        codes = authenticator.new_recovery_codes()
        with self._engine.begin() as connection:
            staff_rows.update(
                connection,
                name,
                second_factor=self._encryption.encrypt(secret),
                second_factor_step=step,
                recovery_codes=authenticator.hashes(codes),
            )
            audit.append(connection, self._now(), name, "second factor on", name)
        return codes

    def turn_off_own(self, name: str, password: str) -> None:
        with self._engine.begin() as connection:
            if not self._passwords.is_right(
                staff_rows.require(connection, name).password, password
            ):
                raise AccountRefused("the present password is not correct")
        self.turn_off(name, name)

    def turn_off(self, name: str, who: str) -> None:
        """Ask for a password alone: the phone was lost, and the recovery codes too."""
        empty = {"second_factor": None, "second_factor_step": None, "recovery_codes": None}
        with self._engine.begin() as connection:
            person = staff_rows.require(connection, name)
            staff_rows.update(connection, person.name, **empty)
            audit.append(connection, self._now(), who, "second factor off", person.name)

    def passes(self, connection: Connection, person: sa.engine.Row, code: str) -> bool:
        """Tell whether the code is right, and use it up; any will do where the person has no app.

        Where the key has changed no code of the app is right; a recovery code still is.
        """
        if person.second_factor is None:
            return True
        secret = self._encryption.decrypt(person.second_factor)
        if secret is not None:
            after = person.second_factor_step
            step = authenticator.matching_step(secret, code, self._now(), after)
            if step is not None:
                staff_rows.update(connection, person.name, second_factor_step=step)
                return True
        left = authenticator.without(person.recovery_codes or [], code)
        if left is None:
            return False
        staff_rows.update(connection, person.name, recovery_codes=left)
        audit.append(connection, self._now(), person.name, "recovery code used", person.name)
        return True

    def encrypt_plain(self) -> None:
        """Encrypt the secrets that an earlier version stored as they are."""
        query = sa.select(staff.c.name, staff.c.second_factor)
        with self._engine.begin() as connection:
            for name, secret in connection.execute(query).all():
                if secret and authenticator.is_secret(secret):
                    encrypted = self._encryption.encrypt(secret)
                    staff_rows.update(connection, name, second_factor=encrypted)
