"""One request of somebody who is signed in: who it is, what they ask, what they filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.records.staff.accounts import Person

_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class StaffRequest:
    request: Request
    me: Person
    form: Mapping[str, str]
    now: datetime

    def asked(self, name: str, longest: int = 300) -> str:
        """Return what the address says; empty when it says nothing."""
        # PostgreSQL takes no text with a null in it.
        return self.request.query_params.get(name, "").replace("\0", "").strip()[:longest]

    def number(self, name: str) -> int:
        """Return a number from the address, such as a page: 1 where it says none that can be."""
        text = self.asked(name)
        return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1

    def filled(self, name: str, longest: int = 4000) -> str:
        """Return what a field of the form holds; empty when it is not there."""
        return self.form.get(name, "").replace("\0", "").strip()[:longest]

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    def back(self, otherwise: str) -> Response:
        """Go back to the page the form was on: a path of this door, and never another site."""
        target = self.filled("back") or otherwise
        return RedirectResponse(target if is_own(target) else otherwise, 303)


def is_own(target: str) -> bool:
    """Tell whether an address is a path of this door; browsers skip spaces and turn backslashes."""
    return bool(_OWN.fullmatch(target))


@dataclass(frozen=True)
class DateRange:
    """From the first day to the last, both counted."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time())

    @property
    def until(self) -> datetime:
        return datetime.combine(self.last, time()) + timedelta(days=1)

    @property
    def query(self) -> str:
        return f"from={self.first}&to={self.last}"


def date_range_of(visit: StaffRequest, most_recent: int = 7) -> DateRange:
    """Return the days that the address names; the last week unless it does."""
    today = visit.now.date()
    try:
        last = date.fromisoformat(visit.asked("to") or today.isoformat())
        first = date.fromisoformat(
            visit.asked("from") or (last - timedelta(days=most_recent - 1)).isoformat()
        )
    except (ValueError, OverflowError):
        raise HTTPException(422, "A day is needed, as in 2026-11-23.") from None
    if first < EARLIEST or last > LATEST:
        raise HTTPException(422, "A day of this century is needed.")
    if first > last:
        raise HTTPException(422, "The first day must not be after the last.")
    return DateRange(first, last)
