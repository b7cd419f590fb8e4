"""The text of an uploaded file, read in memory; a file that is broken or hostile is refused.

Runs in the letter process alone: what a file makes of a parser ends with that process.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from bot.gateway.errors import Problem
from bot.gateway.letter_problems import (
    EMPTY,
    LARGEST_FILE,
    LONGEST_TEXT,
    PROTECTED,
    TOO_LARGE,
    UNREADABLE,
)

# A small archive may unpack into gigabytes: more than this is not read.
_LARGEST_UNPACKED = 20_000_000
_CHUNK = 65_536
_MOST_PARTS = 500
# Word writes no others; the limits of zipfile on unpacking do not hold for the rest.
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_MOST_PAGES = 10
# Word puts what needs a password into a container of its own, as a part of this name.
_ENCRYPTED_WORD = "EncryptedPackage".encode("utf-16-le")


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
    except FileNotDecryptedError:
        raise PROTECTED from None
    except Exception:  # noqa: BLE001 - the readers raise whatever a broken file leads them to
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
    """Return all paragraphs in reading order, those in tables too.

    Asking a row for its cells can take minutes, since a cell may span millions.
    """
    if _ENCRYPTED_WORD in content:
        raise PROTECTED
    body = Document(_unpacked(content)).element.body
    return "\n".join(Paragraph(element, None).text for element in body.iter(qn("w:p")))


def _unpacked(content: bytes) -> io.BytesIO:
    """Return the archive with its parts not packed. Raises Problem where they are too large.

    What was really unpacked is counted: the sizes in an archive are what its maker claims. The parser
    gets this copy, since it would unpack the original without counting.
    """
    copy, left = io.BytesIO(), _LARGEST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(copy, "w") as plain:
        parts = packed.infolist()
        if len(parts) > _MOST_PARTS:
            raise TOO_LARGE
        for part in parts:
            if part.compress_type not in _PACKINGS:
                raise UNREADABLE
            unpacked = _read_at_most(packed, part, left)
            left -= len(unpacked)
            plain.writestr(part.filename, unpacked)
    copy.seek(0)
    return copy


def _read_at_most(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    unpacked = bytearray()
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            unpacked += chunk
            if len(unpacked) > most:
                raise TOO_LARGE
    return bytes(unpacked)


def _of_text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")
