"""Erases a person who asks for it: found by a reference, a code or an e-mail address, with a receipt."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from starlette.responses import Response

from bot.console import audit_entry
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records import person_erasure
from bot.records.conversations.tables import sessions
from bot.records.person_erasure import KeptOfPerson
from bot.records.staff.role import Role


class ErasurePages:
    """What is searched for is sent in a form: an address in the browser's history would keep it."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/erase", Role.ADMIN, self.form),
            StaffRoute("POST", "/erase/find", Role.ADMIN, self.find),
            StaffRoute("POST", "/erase", Role.ADMIN, self.erase),
        ]

    def form(self, request: StaffRequest) -> Response:
        return self._page(request)

    def find(self, request: StaffRequest) -> Response:
        text = request.field("person", 254)
        with self._context.engine.begin() as connection:
            kept = person_erasure.find(connection, text)
            audit_entry.record(connection, request, "person searched", ", ".join(kept.references))
        return self._page(request, person=text, kept=kept, was_searched=True)

    def erase(self, request: StaffRequest) -> Response:
        """Erase what is found now; it may be more than was shown a minute ago, never another person's."""
        text = request.field("person", 254)
        with self._context.engine.connect() as connection:
            kept = person_erasure.find(connection, text)
        if not kept or not request.field("sure"):
            problem = "Tick the box to confirm that it is to be erased permanently." if kept else ""
            return self._page(
                request, 422, person=text, kept=kept, was_searched=True, problem=problem
            )
        receipt = person_erasure.erase(
            self._context.engine, kept, request.now, who=request.user.name
        )
        return self._page(request, receipt=receipt, erased=kept)

    def _page(self, request: StaffRequest, status: int = 200, **values: Any) -> Response:
        kept = values.get("kept", KeptOfPerson())
        defaults = {
            "person": "",
            "problem": "",
            "was_searched": False,
            "receipt": {},
            "erased": kept,
        }
        page = self._context.rendering.page(
            request,
            "erase.html",
            **{**defaults, "kept": kept, **values},
            started=self._started(kept),
        )
        page.status_code = status
        return page

    def _started(self, kept: KeptOfPerson) -> dict[str, Any]:
        """Return when each conversation began."""
        query = sa.select(sessions.c.id, sessions.c.created_at).where(
            sessions.c.id.in_(kept.sessions)
        )
        with self._context.engine.connect() as connection:
            return dict(connection.execute(query).all())
