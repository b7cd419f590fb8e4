"""Encrypts what must be read again and must not stand in the database, a backup or a dump as it is."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken


class Encryption:
    """`key` is a secret of 32 bytes in hexadecimal digits."""

    def __init__(self, key: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(bytes.fromhex(key)))

    def encrypt(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted: str) -> str | None:
        """Return the text; None where it was encrypted with another key, or was changed."""
        try:
            return self._fernet.decrypt(encrypted.encode()).decode()
        except InvalidToken:
            return None
