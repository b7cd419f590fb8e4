"""The call-backs: who waits, who answers, what was said; and saved answers by their code."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sqlalchemy.engine import Connection, Engine
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import StaffRoute
from bot.console.rendering import Rendering, age
from bot.console.request import StaffRequest
from bot.records.conversations import callbacks
from bot.records.staff import audit
from bot.records.staff.accounts import Role

_PAGE = 25
_LATE_HOURS = 24
_VIEWS = ("new", "mine", "others", "done")


class CallbackPages:
    """Contact data: for those who answer, so not for viewers."""

    def __init__(self, engine: Engine, rendering: Rendering) -> None:
        self._engine = engine
        self._rendering = rendering

    def doors(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/callbacks", Role.EDITOR, self.show),
            StaffRoute("GET", "/callbacks/{reference:str}", Role.EDITOR, self.one),
            StaffRoute("POST", "/callbacks/{reference:str}/assign", Role.EDITOR, self.assign),
            StaffRoute("POST", "/callbacks/{reference:str}/note", Role.EDITOR, self.note),
            StaffRoute("POST", "/callbacks/{reference:str}/state", Role.EDITOR, self.settle),
        ]

    def show(self, visit: StaffRequest) -> Response:
        view = visit.asked("view") if visit.asked("view") in _VIEWS else "new"
        page = visit.number("page")
        with self._engine.connect() as connection:
            found = callbacks.page(connection, view, visit.me.name, _PAGE + 1, (page - 1) * _PAGE)
            return self._page(visit, connection, view, found[:_PAGE], page, len(found) > _PAGE)

    def one(self, visit: StaffRequest) -> Response:
        with self._engine.connect() as connection:
            found = callbacks.find(connection, visit.part("reference"))
            if found is None:
                raise HTTPException(404, "There is no call-back with this reference.")
            return self._page(visit, connection, "", [found], 1, has_more=False)

    def assign(self, visit: StaffRequest) -> Response:
        name = visit.me.name if visit.filled("to") == "me" else None
        return self._changed(visit, "assigned", {"to": name}, assigned_to=name)

    def settle(self, visit: StaffRequest) -> Response:
        state = visit.filled("state")
        if state not in {callbacks.NEW, callbacks.DONE}:
            raise HTTPException(422, "There is no such state.")
        done = visit.now if state == callbacks.DONE else None
        return self._changed(visit, state, {}, status=state, done_at=done)

    def note(self, visit: StaffRequest) -> Response:
        text, reference = visit.filled("text", 2000), visit.part("reference")
        if not text:
            raise HTTPException(422, "The note is empty.")
        with self._engine.begin() as connection:
            if callbacks.find(connection, reference) is None:
                raise HTTPException(404, "There is no call-back with this reference.")
            callbacks.add_note(connection, reference, visit.me.name, visit.now, text)
            audit.append(connection, visit.now, visit.me.name, "call-back noted", reference)
        return visit.back("/callbacks")

    def _page(
        self,
        visit: StaffRequest,
        connection: Connection,
        view: str,
        found: list[callbacks.Callback],
        page: int,
        has_more: bool,  # noqa: FBT001 - the template's flag
    ) -> Response:
        return self._rendering.page(
            visit,
            "callbacks.html",
            view=view,
            views=_VIEWS,
            counts=callbacks.counts(connection, visit.me.name),
            callbacks=found,
            notes=callbacks.notes(connection, [one.reference for one in found]),
            age=age,
            is_late=lambda one: (visit.now - one.created_at).total_seconds() > _LATE_HOURS * 3600,
            mailto=mailto,
            page=page,
            has_more=has_more,
        )

    def _changed(
        self, visit: StaffRequest, what: str, details: dict[str, Any], **values: Any
    ) -> Response:
        reference = visit.part("reference")
        with self._engine.begin() as connection:
            if not callbacks.update(connection, reference, **values):
                raise HTTPException(404, "There is no call-back with this reference.")
            audit.append(
                connection, visit.now, visit.me.name, f"call-back {what}", reference, details
            )
        return visit.back("/callbacks")


def mailto(one: callbacks.Callback) -> str:
    """Return a link that begins a reply in the mail program; nothing is sent from here."""
    subject = quote(f"Your question about membership ({one.reference})")
    greeting = quote(f"Dear {one.name},\n\nYou asked:\n> {one.question}\n\n")
    # Quoted whole: an address must not add recipients or headers of its own.
    return f"mailto:{quote(one.email, safe='@')}?subject={subject}&body={greeting}"
