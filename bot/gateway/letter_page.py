"""Looks at a letter of verification: pasted or uploaded, read in memory, never kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import PurePath

import structlog
from docx import Document
from pypdf import PdfReader
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.letters import Letters
from bot.gateway import limits
from bot.gateway.errors import Problem
from bot.gateway.limits import Limits
from bot.gateway.pages import Pages

log = structlog.get_logger("gateway")

LARGEST_FILE = 1_000_000
_LARGEST_REQUEST = LARGEST_FILE + 20_000
# What a small file may unfold into before we stop reading it.
_LARGEST_UNFOLDED = 20_000_000
_MOST_PAGES = 10
_LONGEST_LETTER = 20_000

_UNREADABLE = Problem(
    422,
    "unreadable",
    "This file could not be read. Please send a PDF, a Word document (.docx) or plain text, or paste the text.",
)
_TOO_LARGE = Problem(
    413, "too_large", "The file is larger than 1 MB. Please paste the text instead."
)
_NOTHING = Problem(
    422, "empty", "There is no text in it. A scan is a picture; please type its text."
)


class LetterPage:
    """A form to paste or to upload; the answer is a page, and nothing is stored."""

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
        await self._limits.spend(limits.SESSIONS_AN_ADDRESS, _address(request), "letter")
        try:
            text = await self._text(request)
        except Problem as problem:
            return self._pages.show(
                request, "letter.html", problem.status, message=None, problem=problem.sentence
            )
        message = self._letters().check(text, self._today())
        return self._pages.show(request, "letter.html", message=message, problem=None)

    async def _text(self, request: Request) -> str:
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > _LARGEST_REQUEST:
            raise _TOO_LARGE
        try:
            async with request.form(max_files=1, max_fields=2) as form:
                file, pasted = form.get("file"), form.get("text")
                if isinstance(file, UploadFile) and file.filename:
                    data = await file.read(LARGEST_FILE + 1)
                    return await run_in_threadpool(text_of, file.filename, data)
        except (MultiPartException, ValueError):
            raise _UNREADABLE from None
        text = str(pasted or "").strip()[:_LONGEST_LETTER]
        if not text:
            raise _NOTHING
        return text


def text_of(name: str, data: bytes) -> str:
    """Return the text of a PDF, DOCX or plain text file. Raises Problem 413 or 422."""
    if len(data) > LARGEST_FILE:
        raise _TOO_LARGE
    readers = {".pdf": _of_pdf, ".docx": _of_docx, ".txt": _of_text}
    reader = readers.get(PurePath(name).suffix.lower())
    if reader is None:
        raise _UNREADABLE
    try:
        text = reader(data).strip()
    except Problem:
        raise
    except Exception as error:  # noqa: BLE001 - the readers raise whatever a broken file leads them to
        log.info("letter.unreadable", error=type(error).__name__)
        raise _UNREADABLE from None
    if not text:
        raise _NOTHING
    return text[:_LONGEST_LETTER]


def _of_pdf(data: bytes) -> str:
    if not data.startswith(b"%PDF-"):
        raise _UNREADABLE
    pages = PdfReader(io.BytesIO(data)).pages
    return "\n".join(page.extract_text() or "" for page in list(pages)[:_MOST_PAGES])


def _of_docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNFOLDED:
            raise _TOO_LARGE
    document = Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _of_text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _address(request: Request) -> str:
    return request.client.host if request.client else "-"
