"""Who is talking: signed session tokens, and choices that only we can have minted."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request

from bot.gateway.problems import NO_SESSION


class Sessions:
    """A token holds 128 random bits, signed; the records and Rasa only see a keyed hash of them."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._serializer = URLSafeSerializer(key, salt="session")

    def mint(self) -> tuple[str, str]:
        """Return a new token and the session's id."""
        bits = secrets.token_hex(16)
        return str(self._serializer.dumps(bits)), self._id(bits)

    def of(self, request: Request) -> str:
        """Return the session's id. Raises Problem 401."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or len(token) > 200:
            raise NO_SESSION
        try:
            return self._id(str(self._serializer.loads(token)))
        except BadSignature:
            raise NO_SESSION from None

    def choice(self, session_id: str, message_id: str, place: int) -> str:
        """Return the opaque name of one choice of one message of this session."""
        named = f"choice|{session_id}|{message_id}|{place}".encode()
        return hmac.new(self._key, named, hashlib.sha256).hexdigest()[:20]

    def _id(self, bits: str) -> str:
        return hmac.new(self._key, bits.encode(), hashlib.sha256).hexdigest()[:40]
