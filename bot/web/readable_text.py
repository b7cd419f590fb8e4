"""A text as it is handed on to be understood: without the blanks and words that take a program minutes."""

from __future__ import annotations

import re

# The longest word of a dictionary. Slips are looked for by every letter of a word, and by pairs of them: one of a
# thousand letters kept Rasa for twelve seconds.
_LONGEST_WORD = 45
_TOO_LONG = re.compile(rf"([^\W\d_]{{{_LONGEST_WORD}}})[^\W\d_]+")


def readable(text: str) -> str:
    """Return the text with blanks folded, and of endless words the beginning."""
    return _TOO_LONG.sub(r"\1", " ".join(text.split()))
