"""Reads what a client sends: sizes, types and characters are checked before anything else."""

from __future__ import annotations

import asyncio
import json
import re
import unicodedata
from typing import Any

from starlette.requests import ClientDisconnect, Request

from bot.gateway.errors import Problem

LARGEST_BODY = 8_192
LONGEST_TEXT = 1_000
LONGEST_ID = 64
LONGEST_CHOICE = 600
_SECONDS_TO_SEND = 10.0

_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
# A command to the dialogue begins with a slash; a person's text never may, in any disguise.
_SLASHES = "/\\\u2044\u2215\u29f8\u2571\uff0f\u29f5\uff3c\ufe68"


async def read_json(request: Request) -> dict[str, Any]:
    """Return the body, a JSON object. Raises Problem 413, 415 or 400."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type != "application/json":
        raise Problem(415, "not_json", "Please send JSON (Content-Type: application/json).")
    try:
        body = await asyncio.wait_for(_read(request), _SECONDS_TO_SEND)
    except (asyncio.TimeoutError, ClientDisconnect):
        raise Problem(400, "too_slow", "The message did not arrive in full.") from None
    try:
        value = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise Problem(400, "bad_json", "This is not well-formed JSON.") from None
    if not isinstance(value, dict):
        raise Problem(400, "bad_json", "A JSON object is needed.")
    return value


async def _read(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Problem(
                413, "too_large", "The message is too long. Please shorten it and send it again."
            )
    return body


def client_id(body: dict[str, Any]) -> str:
    value = body.get("id")
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Problem(
            422, "bad_id", "`id` is needed: up to 64 letters, digits, dots, dashes or underscores."
        )
    return value


def text(body: dict[str, Any], key: str, longest: int, *, required: bool = True) -> str:
    """Return a cleaned text of the body. Raises Problem 422."""
    value = body.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise Problem(422, "bad_text", f"`{key}` must be text.")
    cleaned = clean(without_quotes(value))
    if required and not cleaned:
        raise Problem(422, "empty", "The text is empty. Please type your question.")
    if len(cleaned) > longest:
        raise Problem(
            422,
            "too_long",
            f"Please use at most {longest} characters; this text has {len(cleaned)}.",
        )
    return cleaned


def clean(value: str) -> str:
    """Drop control, format (bidi, zero-width, tag) and unassigned characters; fold white space."""
    visible = "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in value
        if unicodedata.category(character) not in {"Cf", "Cs", "Co", "Cn"}
    )
    return " ".join(visible.split())


def as_plain_text(value: str) -> str:
    """Return the text without leading slashes of any kind, so that it can be no command."""
    return clean(value).lstrip(_SLASHES + " ")


# A quoted line, the line that introduces it, and the headers of a forwarded message.
_QUOTED = re.compile(
    r"\s*(?:>|On .{4,80} wrote:\s*$|-+ ?(?:Original|Forwarded) message"
    r"|(?:From|Sent|To|Cc|Date|Subject|Von|An|Gesendet): )",
    re.IGNORECASE,
)


def without_quotes(value: str) -> str:
    """Drop what an e-mail quotes, and its headers; all of it stays where nothing else is left."""
    lines = [line for line in value.splitlines() if not _QUOTED.match(line)]
    own = "\n".join(lines)
    return own if own.strip() else value
