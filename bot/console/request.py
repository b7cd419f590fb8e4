"""A request of a member of staff who is signed in: who it is, the address, and the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone, tzinfo

from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console import office_time
from bot.records.staff.sessions import Person

_LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")
_MOST_DIGITS = 6


@dataclass(frozen=True)
class StaffRequest:
    http: Request
    user: Person
    form: ImmutableMultiDict[str, str]
    now: datetime
    zone: tzinfo = timezone.utc

    @property
    def today(self) -> date:
        """The day of the office, on which this came."""
        return office_time.local(self.now, self.zone).date()

    def query(self, name: str, longest: int = 300) -> str:
        """Return a value from the address; empty where it has none."""
        return _text(self.http.query_params, name, longest)

    def query_number(self, name: str) -> int:
        """Return a positive number from the address, such as a page; 1 where it has none."""
        text = self.query(name)
        return max(1, int(text)) if text.isdecimal() and len(text) <= _MOST_DIGITS else 1

    def field(self, name: str, longest: int = 4000) -> str:
        """Return what a field of the form holds; empty where the form has none."""
        return _text(self.form, name, longest)

    def path_part(self, name: str) -> str:
        return str(self.http.path_params[name])

    @property
    def address(self) -> str:
        return address_of(self.http)

    def back(self, default: str) -> str:
        """Return the page of the form, which is never on another site."""
        target = self.field("back") or default
        return target if is_local_path(target) else default

    def redirect_back(self, default: str) -> Response:
        return RedirectResponse(self.back(default), 303)

    def rows(self, name: str, longest: int) -> list[str]:
        """Return what each field of a name holds, in order and empty ones too; of several lines, each."""
        values = (str(value).replace("\0", "") for value in self.form.getlist(name))
        lines = (line for value in values for line in value.splitlines() or [""])
        return [" ".join(line[:longest].split()) for line in lines]

    def cells(self, name: str, longest: int) -> list[str]:
        """Return what each field of a name holds, in order and empty ones too, several lines as one."""
        values = (str(value).replace("\0", "") for value in self.form.getlist(name))
        return [" ".join(value.split())[:longest] for value in values]

    def fields(self, name: str, most: int = 200) -> list[str]:
        """Return every value of a field that a form may hold several times, each once."""
        values = [str(value).replace("\0", "")[:64] for value in self.form.getlist(name)]
        return list(dict.fromkeys(value for value in values if value))[:most]


def address_of(request: Request) -> str:
    """Return the path of a page with its query, to come back to."""
    url = request.url
    return f"{url.path}?{url.query}" if url.query else url.path


def is_local_path(target: str) -> bool:
    """Tell whether an address is a path of this site; browsers skip spaces and turn backslashes."""
    return bool(_LOCAL_PATH.fullmatch(target))


def _text(values: Mapping[str, str], name: str, longest: int) -> str:
    # PostgreSQL takes no text with a null in it.
    return values.get(name, "").replace("\0", "").strip()[:longest]
