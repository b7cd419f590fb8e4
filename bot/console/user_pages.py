"""Who may sign in, and who did what: for administrators."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Engine
from starlette.responses import Response

from bot.console import exports
from bot.console.access import StaffRoute
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest
from bot.records.staff import audit
from bot.records.staff.accounts import Role, Staff

_MOST = 100
_MOST_EXPORTED = 100_000


class UserPages:
    def __init__(
        self,
        engine: Engine,
        staff: Staff,
        rendering: Rendering,
        sign_out: Callable[[StaffRequest], Response],
    ) -> None:
        self._engine = engine
        self._staff = staff
        self._rendering = rendering
        self._sign_out = sign_out

    def doors(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/people", Role.ADMIN, self.people),
            StaffRoute("GET", "/audit", Role.ADMIN, self.audit),
            StaffRoute("GET", "/audit.csv", Role.ADMIN, self.export),
            StaffRoute("POST", "/sign-out", Role.VIEWER, self._sign_out),
        ]

    def people(self, visit: StaffRequest) -> Response:
        return self._rendering.page(visit, "people.html", people=self._staff.all())

    def audit(self, visit: StaffRequest) -> Response:
        found = audit.entries(
            self._engine,
            who=visit.asked("who"),
            what=visit.asked("what"),
            before=visit.number("before") if visit.asked("before") else None,
            most=_MOST,
        )
        return self._rendering.page(
            visit,
            "audit.html",
            entries=found,
            who=visit.asked("who"),
            what=visit.asked("what"),
            breaks=list(audit.verify(self._engine)) if visit.asked("verify") else None,
            has_more=len(found) == _MOST,
        )

    def export(self, visit: StaffRequest) -> Response:
        with self._engine.begin() as connection:
            audit.append(connection, visit.now, visit.me.name, "exported", "audit")
        found = audit.entries(self._engine, most=_MOST_EXPORTED)
        head = ("number", "at", "who", "what", "about", "details", "hash")
        rows = ((e.number, e.at, e.who, e.what, e.about, e.details, e.hash) for e in found)
        return exports.csv_response("audit", head, rows, bom=bool(visit.asked("bom")))
