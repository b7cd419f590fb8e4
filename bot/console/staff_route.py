"""A route with the lowest role that may use it: the list of these is the table of permissions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
