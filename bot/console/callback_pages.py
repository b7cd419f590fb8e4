"""The requests for a call-back: which are open, who answers them, and the notes of staff."""

from __future__ import annotations

from textwrap import wrap
from typing import Any
from urllib.parse import quote

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import audit_entry
from bot.console.colleagues import assignee, colleagues
from bot.console.conflict import conflict_page, is_outdated
from bot.console.page_context import PageContext
from bot.console.rendering import age
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.conversations import callbacks
from bot.records.conversations.callbacks import Callback
from bot.records.staff.role import Role

_PAGE = 25
_LATE_HOURS = 24
# Some mail programs cut a link of more than 2,000 characters.
_LONGEST_QUOTE = 1200
_LINE = 72
_VIEWS = ("new", "mine", "others", "done")
# What two people may have changed at once, with the words for it.
_SHOWN = {"status": "State", "assigned_to": "Assigned to", "outcome": "Outcome"}
_MISSING = HTTPException(404, "No request for a call-back has this reference.")


class CallbackPages:
    """Contact details: for those who answer, so not for viewers."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/callbacks", Role.EDITOR, self.list_page),
            StaffRoute("GET", "/callbacks/{reference:str}", Role.EDITOR, self.detail_page),
            StaffRoute("POST", "/callbacks/{reference:str}/assign", Role.EDITOR, self.assign),
            StaffRoute("POST", "/callbacks/{reference:str}/note", Role.EDITOR, self.add_note),
            StaffRoute("POST", "/callbacks/{reference:str}/state", Role.EDITOR, self.set_state),
        ]

    def list_page(self, request: StaffRequest) -> Response:
        view = request.query("view") if request.query("view") in _VIEWS else "new"
        page, name = request.query_number("page"), request.user.name
        with self._context.engine.begin() as connection:
            listed = callbacks.page(connection, view, name, _PAGE + 1, (page - 1) * _PAGE)
            values = {"view": view, "page": page, "has_more": len(listed) > _PAGE}
            return self._page(request, connection, listed[:_PAGE], values)

    def detail_page(self, request: StaffRequest) -> Response:
        with self._context.engine.begin() as connection:
            callback = callbacks.find(connection, request.path_part("reference"))
            if callback is None:
                raise _MISSING
            values = {"view": "", "page": 1, "has_more": False}
            return self._page(request, connection, [callback], values)

    def assign(self, request: StaffRequest) -> Response:
        with self._context.engine.connect() as connection:
            name = assignee(connection, request)
        return self._change(request, "assigned", {"to": name}, assigned_to=name)

    def set_state(self, request: StaffRequest) -> Response:
        state = request.field("state")
        if state not in {callbacks.NEW, callbacks.DONE}:
            raise HTTPException(422, "This state does not exist.")
        outcome = request.field("outcome", 12) or None
        if outcome and outcome not in callbacks.OUTCOMES:
            raise HTTPException(422, "A call-back does not end like this.")
        if state == callbacks.NEW:
            return self._change(request, state, {}, status=state, done_at=None, outcome=None)
        details = {"outcome": outcome} if outcome else {}
        values = {"done_at": request.now, "outcome": outcome}
        return self._change(request, state, details, status=state, **values)

    def add_note(self, request: StaffRequest) -> Response:
        text, reference = request.field("text", 2000), request.path_part("reference")
        if not text:
            raise HTTPException(422, "The note is empty.")
        with self._context.engine.begin() as connection:
            if callbacks.find(connection, reference) is None:
                raise _MISSING
            callbacks.add_note(connection, reference, request.user.name, request.now, text)
            audit_entry.record(connection, request, "call-back noted", reference)
        return request.redirect_back("/callbacks")

    def _page(
        self,
        request: StaffRequest,
        connection: Connection,
        listed: list[Callback],
        values: dict[str, Any],
    ) -> Response:
        audit_entry.record_contact(connection, request, [callback.reference for callback in listed])
        return self._context.rendering.page(
            request,
            "callbacks.html",
            views=_VIEWS,
            counts=callbacks.counts(connection, request.user.name),
            callbacks=listed,
            outcomes=callbacks.OUTCOMES,
            colleagues=colleagues(connection),
            notes=callbacks.notes(connection, [callback.reference for callback in listed]),
            age=age,
            is_late=lambda callback: _is_late(callback, request),
            mailto=mailto,
            **values,
        )

    def _change(
        self, request: StaffRequest, action: str, details: dict[str, Any], **values: Any
    ) -> Response:
        reference = request.path_part("reference")
        with self._context.engine.begin() as connection:
            callback = callbacks.find(connection, reference)
            if callback is None:
                raise _MISSING
            if is_outdated(request, callback.version):
                now = {title: str(getattr(callback, name) or "") for name, title in _SHOWN.items()}
                mine = {
                    title: str(values.get(name, getattr(callback, name)) or "")
                    for name, title in _SHOWN.items()
                }
                return conflict_page(self._context.rendering, request, now, mine, callback.version)
            callbacks.update(connection, reference, **values)
            audit_entry.record(connection, request, f"call-back {action}", reference, details)
        return request.redirect_back("/callbacks")


def _is_late(callback: Callback, request: StaffRequest) -> bool:
    return (request.now - callback.created_at).total_seconds() > _LATE_HOURS * 3600


def _shortened(question: str) -> str:
    """Return a question, cut where its part of a link would be longer than mail programs take."""
    if len(quote(question)) <= _LONGEST_QUOTE:
        return question
    while len(quote(question)) > _LONGEST_QUOTE:
        question = question[: len(question) * 9 // 10]
    return f"{question} …"


def mailto(callback: Callback) -> str:
    """Return a link that begins a reply in the mail program; nothing is sent from this page."""
    subject = quote(f"Your question about membership ({callback.reference})")
    quoted = "\r\n".join(f"> {line}" for line in wrap(_shortened(callback.question), _LINE))
    greeting = quote(f"Dear {callback.name},\r\n\r\nYou asked:\r\n{quoted}\r\n\r\n")
    # Quoted whole: an address must not add recipients or headers of its own.
    return f"mailto:{quote(callback.email, safe='@')}?subject={subject}&body={greeting}"
