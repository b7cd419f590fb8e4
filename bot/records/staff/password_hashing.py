"""Passwords, hashed so that guessing one takes long; a few at a time, for each takes much memory."""

from __future__ import annotations

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

# Each takes 64 MB while it is hashed.
_HASHED_AT_ONCE = 2


class Passwords:
    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._hashing = threading.BoundedSemaphore(_HASHED_AT_ONCE)

    def hash(self, password: str) -> str:
        with self._hashing:
            return str(self._hasher.hash(password))

    def unusable(self) -> str:
        """Return a hash that no password has."""
        return self.hash(secrets.token_hex(16))

    def is_right(self, hash_: str, password: str) -> bool:
        try:
            with self._hashing:
                return bool(self._hasher.verify(hash_, password))
        except VerificationError:
            return False
