"""The page that checks a letter of verification, pasted or uploaded; the letter is never stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.letters import Letters
from bot.gateway import limits
from bot.gateway.document_text import (
    EMPTY,
    LARGEST_FILE,
    LONGEST_TEXT,
    TOO_LARGE,
    UNREADABLE,
    text_of,
)
from bot.gateway.errors import Problem
from bot.gateway.limits import Limits
from bot.gateway.pages import Pages
from bot.web.client_address import client_address

# The form's own lines and the name of the file come on top of the file.
_LARGEST_REQUEST = LARGEST_FILE + 20_000


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

    def routes(self) -> list[Route]:
        return [
            Route("/letter", self.form, methods=["GET"]),
            Route("/letter", self.check, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        return self._pages.show(request, "letter.html", message=None, problem=None)

    async def check(self, request: Request) -> Response:
        await self._limits.spend(limits.SESSIONS_AN_ADDRESS, client_address(request), "letter")
        try:
            text = await _letter_in(request)
        except Problem as problem:
            return self._pages.show(
                request, "letter.html", problem.status, message=None, problem=problem.sentence
            )
        message = self._letters().check(text, self._today())
        return self._pages.show(request, "letter.html", message=message, problem=None)


async def _letter_in(request: Request) -> str:
    """Return the text of the letter in a form. Raises Problem 413 or 422."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > _LARGEST_REQUEST:
        raise TOO_LARGE
    try:
        async with request.form(max_files=1, max_fields=2) as form:
            file, pasted = form.get("file"), form.get("text")
            if isinstance(file, UploadFile) and file.filename:
                data = await file.read(LARGEST_FILE + 1)
                return await run_in_threadpool(text_of, file.filename, data)
    except (MultiPartException, ValueError):
        raise UNREADABLE from None
    text = str(pasted or "").strip()[:LONGEST_TEXT]
    if not text:
        raise EMPTY
    return text
