"""All about those who may sign in to the console, over one database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.engine import Engine

from bot.records.staff.accounts import Accounts
from bot.records.staff.encryption import Encryption
from bot.records.staff.password_changes import PasswordChanges
from bot.records.staff.password_hashing import Passwords
from bot.records.staff.second_factors import SecondFactors
from bot.records.staff.sessions import Sessions


class Staff:
    """`now` tells the time in UTC; a session ends after `idle` without a request.

    `key` encrypts the secrets of authenticator apps: 32 bytes in hexadecimal digits.
    """

    def __init__(
        self, engine: Engine, idle: timedelta, now: Callable[[], datetime], key: str
    ) -> None:
        passwords = Passwords()
        self.accounts = Accounts(engine, now, passwords)
        self.passwords = PasswordChanges(engine, now, passwords)
        self.second_factors = SecondFactors(engine, now, passwords, Encryption(key))
        self.sessions = Sessions(engine, idle, now, passwords, self.second_factors)
