"""The page that checks a letter of verification, pasted or uploaded; the letter is never stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.letters import Letters
from bot.gateway import limits
from bot.gateway.errors import Problem
from bot.gateway.letter_problems import (
    EMPTY,
    LARGEST_FILE,
    LONGEST_TEXT,
    TOO_LARGE,
    TOO_LONG,
    UNREADABLE,
)
from bot.gateway.letter_reader import LetterReader
from bot.gateway.limits import Limits
from bot.gateway.pages import Pages
from bot.web.client_address import client_address

# The form's own lines and the name of the file come on top of the file.
_LARGEST_REQUEST = LARGEST_FILE + 20_000
_MOST_FIELDS = 2
# Our page sends no such form, programs do. Starlette's parser goes through it letter by letter: it takes a second
# for a megabyte, in which nobody is answered.
_URL_ENCODED = "application/x-www-form-urlencoded"
_LARGEST_URL_ENCODED = 3 * LONGEST_TEXT + 1_000


class LetterPage:
    def __init__(
        self,
        pages: Pages,
        letters: Callable[[], Letters],
        today: Callable[[], date],
        limits_: Limits,
    ) -> None:
        self._pages = pages
        self._letters = letters
        self._today = today
        self._limits = limits_
        self._reader = LetterReader()

    def routes(self) -> list[Route]:
        return [
            Route("/letter", self.form, methods=["GET"]),
            Route("/letter", self.check, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        return self._pages.show(request, "letter.html", message=None, problem=None)

    async def check(self, request: Request) -> Response:
        address, today = client_address(request), self._today()
        await self._limits.spend(limits.SESSIONS_AN_ADDRESS, address, "letter")
        try:
            name, content = await _letter_in(request)
            findings = await self._reader.findings(name, content, today, address)
        except Problem as problem:
            return self._pages.show(
                request, "letter.html", problem.status, message=None, problem=problem.sentence
            )
        message = self._letters().report(findings)
        return self._pages.show(request, "letter.html", message=message, problem=None)


async def _letter_in(request: Request) -> tuple[str, bytes]:
    """Return the name and the content of the letter in a form. Raises Problem 413 or 422."""
    is_url_encoded = request.headers.get("content-type", "").lower().startswith(_URL_ENCODED)
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > _LARGEST_REQUEST:
        raise TOO_LARGE
    if is_url_encoded and int(length) > _LARGEST_URL_ENCODED:
        raise TOO_LONG
    try:
        if is_url_encoded:
            pasted: object = _text_of_url_encoded(await request.body())
        else:
            async with request.form(max_files=1, max_fields=_MOST_FIELDS) as form:
                file, pasted = form.get("file"), form.get("text")
                if isinstance(file, UploadFile) and file.filename:
                    return file.filename, await file.read(LARGEST_FILE + 1)
    except (MultiPartException, ValueError):
        raise UNREADABLE from None
    text = str(pasted or "").strip()[:LONGEST_TEXT]
    if not text:
        raise EMPTY
    return "letter.txt", text.encode("utf-8", errors="replace")


def _text_of_url_encoded(body: bytes) -> str:
    """Return the pasted text. Raises ValueError for more fields than the form has."""
    fields = parse_qs(body.decode("latin-1"), max_num_fields=_MOST_FIELDS)
    return fields.get("text", [""])[0]
