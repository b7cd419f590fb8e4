"""A route with the lowest role that may use it: the list of these is the table of permissions.

In a path, `{id:row}` is the number of a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.responses import Response

from bot.console.request import StaffRequest
from bot.records.staff.role import Role

Handler = Callable[[StaffRequest], Response]


@dataclass(frozen=True)
class StaffRoute:
    method: str
    path: str
    minimum_role: Role
    handler: Handler


class _RowConvertor(IntegerConvertor):
    """As `{id:row}`, of a number that a database can hold: a page with any other does not exist."""

    regex = "[0-9]{1,18}"


register_url_convertor("row", _RowConvertor())
