"""Forms: a signed token in each, so that no other site can send one, and limits on what one may hold.

Browsers in which somebody was signed in before carry a signed token too.
"""

from __future__ import annotations

import hashlib

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import ImmutableMultiDict, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

TOKEN = "token"  # noqa: S105 - the name of a field
NO_FIELDS: ImmutableMultiDict[str, str] = ImmutableMultiDict()
_TOKEN_SECONDS = 8 * 3600
_MOST_FIELDS = 200
_LONGEST_BODY = 64 * 1024
_NO_TEXT = "A field of the form holds what is no text."
_EXPIRED_FORM = "This form has expired. Go back, reload the page and try again."


class FormTokens:
    def __init__(self, key: str) -> None:
        self._serializer = URLSafeTimedSerializer(key, salt="form")
        self._devices = URLSafeTimedSerializer(key, salt="device")

    def token_of(self, session: str) -> str:
        """Return the token for the forms of a session; it is valid there only, and for some hours."""
        return str(self._serializer.dumps(_digest(session)))

    def check(self, session: str, token: str) -> None:
        """Raise 403 for a token that is missing, forged, expired or of another session."""
        try:
            digest = self._serializer.loads(token, max_age=_TOKEN_SECONDS)
        except BadSignature:
            digest = None
        if not session or digest != _digest(session):
            raise HTTPException(403, _EXPIRED_FORM)

    def device_token(self, name: str, device: str) -> str:
        """Return a token for a browser in which this person signed in."""
        return str(self._devices.dumps([_digest(name.lower()), device]))

    def device(self, name: str, token: str, seconds: int) -> str:
        """Return the browser of a token that is this person's and not older; else empty."""
        try:
            digest, device = self._devices.loads(token, max_age=seconds)
        except BadSignature:
            return ""
        return str(device) if digest == _digest(name.lower()) else ""


async def read_form(request: Request) -> ImmutableMultiDict[str, str]:
    """Return the fields of a form; refuses files and bodies that no form of ours sends."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411, "The length of the form is missing.")
    if int(length) > _LONGEST_BODY:
        raise HTTPException(413, "The text is too long for this form.")
    try:
        async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
            items = form.multi_items()
        fields = [(name, value) for name, value in items if not isinstance(value, UploadFile)]
        # Whoever sends a form may name any charset: some raise, some give halves of characters.
        "".join(value for _, value in fields).encode()
    except UnicodeError:
        raise HTTPException(400, _NO_TEXT) from None
    return ImmutableMultiDict(fields)


def _digest(session: str) -> str:
    """Name a session in a token without revealing it: pages are printed and saved."""
    return hashlib.sha256(f"form {session}".encode()).hexdigest()[:24]
