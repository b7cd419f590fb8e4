"""What a message says, as everything that understands it reads it: one form of each letter, no quoted mail."""

from __future__ import annotations

import re
import unicodedata

# A sentence that begins right behind the last one's end: "fees.Can I join". Not "e.g.x", "acr.org", "U.S.A".
_NO_BLANK = re.compile(r"(?<=[a-z]{2}[.?])(?=[A-Z][a-z'’]*[\s'’,])")
_QUESTION_WITHOUT_BLANK = re.compile(r"(?<=[a-z)]\?)(?=[a-z])")
_ELLIPSIS = "…"


def plain_text(text: str) -> str:
    """Return the text with full-width and styled letters as plain ones, and blanks between sentences."""
    if not text.isascii():
        # The ellipsis is a mark of its own; written as three dots it would end a sentence.
        text = _ELLIPSIS.join(unicodedata.normalize("NFKC", part) for part in text.split(_ELLIPSIS))
    text = _NO_BLANK.sub(" ", text)
    return _QUESTION_WITHOUT_BLANK.sub(" ", text)
