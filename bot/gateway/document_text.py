"""The text of an uploaded file, read in memory; a file that is broken or hostile is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

import structlog
from docx import Document
from pypdf import PdfReader

from bot.gateway.errors import Problem

log = structlog.get_logger("gateway")

LARGEST_FILE = 1_000_000
LONGEST_TEXT = 20_000
# A small archive may unpack into gigabytes: more than this is not read.
_LARGEST_UNPACKED = 20_000_000
_MOST_PAGES = 10

UNREADABLE = Problem(
    422,
    "unreadable",
    "This file could not be read. Please send a PDF, a Word document (.docx) or plain text, or paste the text.",
)
TOO_LARGE = Problem(
    413, "too_large", "The file is larger than 1 MB. Please paste the text instead."
)
EMPTY = Problem(
    422, "empty", "No text was found. A scan is a picture: please type or paste its text."
)


def text_of(name: str, content: bytes) -> str:
    """Return the text of a PDF, DOCX or plain text file. Raises Problem 413 or 422."""
    if len(content) > LARGEST_FILE:
        raise TOO_LARGE
    readers = {".pdf": _of_pdf, ".docx": _of_docx, ".txt": _of_text}
    reader = readers.get(PurePath(name).suffix.lower())
    if reader is None:
        raise UNREADABLE
    try:
        text = reader(content).strip()
    except Problem:
        raise
    except Exception as error:  # noqa: BLE001 - the readers raise whatever a broken file leads them to
        log.info("letter.unreadable", error=type(error).__name__)
        raise UNREADABLE from None
    if not text:
        raise EMPTY
    return text[:LONGEST_TEXT]


def _of_pdf(content: bytes) -> str:
    if not content.startswith(b"%PDF-"):
        raise UNREADABLE
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() or "" for page in list(pages)[:_MOST_PAGES])


def _of_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
            raise TOO_LARGE
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _of_text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")
