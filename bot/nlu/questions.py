"""Finds the single questions in a message that asks more than one thing."""

from __future__ import annotations

import re

# A new question starts after an end mark, or where "and"/"also" meets a question word.
_BREAK = re.compile(
    r"(?<=[?!.;])\s+"
    r"|\s*,?\s+(?:and|also|plus|&)\s+(?:also\s+)?"
    r"(?=(?:how|what|when|where|who|which|why|do|does|can|could|is|are|will|would|am)\b)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
_MOST_QUESTIONS = 4


def single_questions(text: str) -> list[str]:
    """Return the parts of `text` that could each be a question; fewer than two: not compound."""
    parts = [part.strip() for part in _BREAK.split(text)]
    parts = [part for part in parts if len(part.split()) >= _FEWEST_WORDS]
    return parts if 2 <= len(parts) <= _MOST_QUESTIONS else []
