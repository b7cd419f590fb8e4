"""The audit of what staff did: for administrators."""

from __future__ import annotations

from starlette.responses import Response

from bot.console import audit_entry, exports
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.staff import audit
from bot.records.staff.role import Role

_MOST = 100
_MOST_EXPORTED = 100_000


class AuditPages:
    def __init__(self, context: PageContext) -> None:
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/audit", Role.ADMIN, self.audit),
            StaffRoute("GET", "/audit.csv", Role.ADMIN, self.export),
        ]

    def audit(self, request: StaffRequest) -> Response:
        entries = audit.entries(
            self._context.engine,
            who=request.query("who"),
            what=request.query("what"),
            before=request.query_number("before") if request.query("before") else None,
            most=_MOST,
        )
        return self._context.rendering.page(
            request,
            "audit.html",
            entries=entries,
            who=request.query("who"),
            what=request.query("what"),
            breaks=list(audit.verify(self._context.engine)) if request.query("verify") else None,
            has_more=len(entries) == _MOST,
        )

    def export(self, request: StaffRequest) -> Response:
        with self._context.engine.begin() as connection:
            audit_entry.record(connection, request, "exported", "audit")
        entries = audit.entries(self._context.engine, most=_MOST_EXPORTED)
        head = ("number", "at", "who", "what", "about", "details", "hash")
        rows = (tuple(getattr(entry, name) for name in head) for entry in entries)
        return exports.csv_response("audit", head, rows, bom=bool(request.query("bom")))
