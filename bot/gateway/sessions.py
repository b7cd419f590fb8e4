"""Signed session tokens, and signed choices: only this gateway can have made them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadSignature, Serializer, URLSafeSerializer
from itsdangerous.encoding import base64_encode
from starlette.requests import Request

from bot.gateway.errors import NO_SESSION

_LONGEST_TOKEN = 200
# Hardly anything shorter gets shorter by compression, which takes longer than signing it.
_FEWEST_BYTES_TO_COMPRESS = 300


@dataclass(frozen=True)
class Button:
    """A choice under a message: its command to the dialogue, and its title."""

    payload: str
    title: str


class _Signed(URLSafeSerializer):
    """Compresses what is long, and nothing else; reads both, as its base does."""

    def dump_payload(self, obj: Any, *args: Any, **kwargs: Any) -> bytes:
        plain = Serializer.dump_payload(self, obj, *args, **kwargs)
        if len(plain) < _FEWEST_BYTES_TO_COMPRESS:
            return base64_encode(plain)
        return super().dump_payload(obj, *args, **kwargs)


class Sessions:
    """A token holds 128 random bits, signed; the records and Rasa only see a keyed hash of them."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._serializer = _Signed(key, salt="session")

    def mint(self) -> tuple[str, str]:
        """Return a new token and the session's id."""
        bits = secrets.token_hex(16)
        return str(self._serializer.dumps(bits)), self._id(bits)

    def session_id(self, request: Request) -> str:
        """Return the session's id. Raises Problem 401."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or len(token) > _LONGEST_TOKEN:
            raise NO_SESSION
        try:
            return self._id(str(self._serializer.loads(token)))
        except BadSignature:
            raise NO_SESSION from None

    def mint_choice(self, session_id: str, button: Button) -> str:
        """Return a signed name for a choice; it is valid in this session only."""
        return str(self._choices(session_id).dumps([button.payload, button.title]))

    def choice(self, session_id: str, token: str) -> Button | None:
        """Return the button of a choice; None where it was not made for this session."""
        try:
            return Button(*self._choices(session_id).loads(token))
        except BadSignature:
            return None

    def _choices(self, session_id: str) -> _Signed:
        return _Signed(self._key, salt=f"choice|{session_id}")

    def _id(self, bits: str) -> str:
        return hmac.new(self._key.encode(), bits.encode(), hashlib.sha256).hexdigest()[:40]
