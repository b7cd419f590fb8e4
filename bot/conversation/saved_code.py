"""Answers that a person asked to have kept, under a code to type or to read out on the phone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from bot.codes import PATTERN


class Answers(Protocol):
    """Attributes only: no name, no text that was typed."""

    @property
    def goal(self) -> str: ...

    @property
    def told(self) -> Mapping[str, Any]: ...


class Keeper(Protocol):
    """Keeps answers under a code for some days: the database, or a dict in tests."""

    days: int

    def keep(self, goal: str, told: Mapping[str, Any], category: str) -> str: ...

    def find(self, code: str) -> Answers | None: ...

    def erase(self, code: str) -> bool: ...


class NothingKept:
    """For one question, which is no conversation: nothing is saved under a code."""

    days = 0

    def keep(self, goal: str, told: Mapping[str, Any], category: str) -> str:  # noqa: ARG002
        return ""

    def find(self, code: str) -> None:  # noqa: ARG002
        return None

    def erase(self, code: str) -> bool:  # noqa: ARG002
        return False


def code_in(text: str) -> str | None:
    """Return the code that a message holds, as it is kept: two fours with a dash.

    A code has a digit at least, so no word is taken for one.
    """
    codes = (f"{match[1]}-{match[2]}".upper() for match in PATTERN.finditer(text))
    return next((code for code in codes if re.search(r"\d", code)), None)
