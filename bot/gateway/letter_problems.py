"""How large a letter may be, and what is said where one cannot be read."""

from __future__ import annotations

from bot.gateway.errors import Problem

LARGEST_FILE = 1_000_000
LONGEST_TEXT = 20_000
ENDINGS = (".pdf", ".docx", ".txt")

UNREADABLE = Problem(
    422,
    "unreadable",
    "This file could not be read. Please send a PDF, a Word document (.docx) or plain text, or paste the text.",
)
TOO_LARGE = Problem(
    413, "too_large", "The file is larger than 1 MB. Please paste the text instead."
)
TOO_LONG = Problem(413, "too_long", "The text is too long for this form. Please send it as a file.")
PROTECTED = Problem(
    422,
    "protected",
    "This file is protected by a password. Please save it without one, or paste the text.",
)
EMPTY = Problem(
    422, "empty", "No text was found. A scan is a picture: please type or paste its text."
)
TOO_COMPLEX = Problem(
    422, "too_complex", "Reading this file takes too long. Please paste the text instead."
)
BUSY = Problem(
    503, "busy", "We are too busy to read a letter just now. Please try again in a moment.", 5
)
BY_CODE = {problem.code: problem for problem in (UNREADABLE, TOO_LARGE, PROTECTED, EMPTY)}
