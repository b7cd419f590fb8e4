"""Comments on a message or its reply, with the words that they are about."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import audit_entry
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.conversations import consent
from bot.records.conversations.redaction import redact
from bot.records.conversations.store import Store, Turn
from bot.records.review import comments
from bot.records.staff import audit
from bot.records.staff.role import Role

_LONGEST, _LONGEST_QUOTE = 1000, 300


class CommentPages:
    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._store = Store(context.engine)

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("POST", "/conversations/{id:str}/comment", Role.EDITOR, self.add),
            StaffRoute("POST", "/comments/{id:row}/delete", Role.EDITOR, self.delete),
        ]

    def add(self, request: StaffRequest) -> Response:
        """Save a comment; the words that it quotes must stand in the message or its reply."""
        id_, text = request.path_part("id"), request.field("text", _LONGEST)
        quote = " ".join(request.field("quote", _LONGEST_QUOTE).split())
        turn = self._turn(id_, request.field("turn", 40))
        if not text:
            raise HTTPException(422, "Write what there is to say about this message.")
        if quote and quote.lower() not in _said(turn):
            raise HTTPException(422, "These words stand neither in the message nor in its reply.")
        with self._context.engine.begin() as connection:
            if consent.is_withheld(connection, id_):
                raise HTTPException(403, "Its visitor did not agree that staff read it.")
            by, at = request.user.name, request.now
            comments.add(connection, turn.id, quote, redact(text).text, by, at)
            audit_entry.record(connection, request, "message commented", audit.conversation(id_))
        return request.redirect_back(f"/conversations/{id_}")

    def delete(self, request: StaffRequest) -> Response:
        with self._context.engine.begin() as connection:
            if not comments.delete(connection, int(request.path_part("id")), request.user.name):
                raise HTTPException(404, "There is no such comment of yours.")
            audit_entry.record(connection, request, "comment deleted")
        return request.redirect_back("/conversations")

    def _turn(self, session_id: str, turn_id: str) -> Turn:
        for turn in self._store.history(session_id):
            if turn.id == turn_id:
                return turn
        raise HTTPException(404, "This message does not exist; it may have been erased.")


def _said(turn: Turn) -> str:
    """Return all the words of a turn, to look for some of them."""
    texts = [turn.text or "", *(str(message.get("text", "")) for message in turn.reply)]
    return " ".join(" ".join(texts).lower().split())
