"""Answers that a person asked to have kept, under a code to type or to read out on the phone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

# As the records make them: no letters or digits that are mistaken for one another.
_CODE = re.compile(r"\b([A-HJ-NP-RT-Y346789]{4})[- ]?([A-HJ-NP-RT-Y346789]{4})\b", re.IGNORECASE)
_NEEDS_A_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Saved:
    """Attributes only: no name, no text that was typed."""

    goal: str
    told: Mapping[str, Any]
    category: str


class Keeper(Protocol):
    """Keeps records under a code; the database, or a dict in tests."""

    days: int

    def keep(self, saved: Saved) -> str: ...

    def find(self, code: str) -> Saved | None: ...

    def erase(self, code: str) -> bool: ...


class SavedProfiles:
    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self.days = keeper.days
        self.keep = keeper.keep
        self.find = keeper.find
        self.erase = keeper.erase

    @staticmethod
    def code_in(text: str) -> str | None:
        """Return the code that a message holds, as it is kept: two fours with a dash."""
        for found in _CODE.finditer(text):
            code = f"{found[1]}-{found[2]}".upper()
            if _NEEDS_A_DIGIT.search(code):
                return code
        return None
