"""Finds the single questions in a message that asks more than one thing."""

from __future__ import annotations

import re

# A new question starts after an end mark, or where "and"/"also" meets a question word.
_BREAK = re.compile(
    r"(?<=[?!.;])\s+"
    r"|\s*,?\s+(?:and|also|plus|&)\s+(?:also\s+)?"
    r"(?=(?:how|what|when|where|who|which|why|do|does|can|could|should|must|is|are|it'?s|will|would|am)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:(?:and|but|so|also|then|ok|okay|thanks|thank you|hi|hello)[,.!]* )*(?:(?:how|what|when|where|who)'?s?|which|why|can|could|do|does|did|is|"
    r"are|will|would|should|may|am|tell me|explain|i (?:want|need|would like) to know|(?:i'?m |i am )?(?:also )?(?:worried|concerned|curious|wondering) (?:about|that|if|whether|how))\b",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(r"\b(?:right|correct)\W*$", re.IGNORECASE)
# In the middle of a conversation a comma is enough ("pgy3 in ohio, what do i owe, and when").
_LOOSE_BREAK = re.compile(
    _BREAK.pattern
    + r"|,\s+(?=(?:(?:how|what|when|where|who)'?s?|which|why|do|does|can|could|should|must|is|are|will|would|am)\b)"
    r"|\s+(?:and|also|plus|&)\s+(?=(?:until|till|from|since|by|for) (?:when|what|how)\b)",
    re.IGNORECASE,
)
_ASKS_WITHIN = re.compile(
    r"\b(?:until|till|from|since|by|for) (?:when|what|how long)\b|\bhow (?:much|long|many)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
_MOST_QUESTIONS = 4


def single_questions(text: str) -> list[str]:
    """Return the parts of `text` that each ask something; fewer than two: not compound.

    What somebody tells about themselves before they ask is no question.
    """
    parts = [part.strip() for part in _BREAK.split(" ".join(text.split()))]
    parts = [part for part in parts if len(part.split()) >= _FEWEST_WORDS and _asks(part)]
    return parts if 2 <= len(parts) <= _MOST_QUESTIONS else []


def told_before(text: str, part: str) -> str:
    """Return the sentences before a part that ask nothing: what somebody says of themselves, or of their plans."""
    before, _, _ = " ".join(text.split()).partition(part)
    sentences = [sentence.strip() for sentence in _BREAK.split(before)]
    return " ".join(sentence for sentence in sentences if sentence and not _asks(sentence))


def asking_parts(text: str) -> list[str]:
    """Return the parts that ask something of a message that does more than ask one thing; else none."""
    parts = [part.strip(" ,") for part in _LOOSE_BREAK.split(" ".join(text.split()))]
    asking = [part for part in parts if _asks(part) or _ASKS_WITHIN.search(part)]
    return asking[:_MOST_QUESTIONS] if len(parts) > 1 else []


def _asks(part: str) -> bool:
    return part.endswith("?") or _ASKS.match(part) is not None or _CONFIRMS.search(part) is not None
