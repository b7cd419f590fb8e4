"""Training phrases: those that wait for export, and near misses on which staff decide."""

from __future__ import annotations

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import audit_entry
from bot.console.page_context import PageContext
from bot.console.phrase_label import OUT_OF_SCOPE
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.review import near_misses, phrases
from bot.records.review.near_misses import NearMiss
from bot.records.staff.role import Role

_DAYS = timedelta(days=90)
_MOST_READ, _MOST_SHOWN, _MOST_CANDIDATES = 500, 30, 3


class PhrasePages:
    def __init__(self, context: PageContext) -> None:
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/phrases", Role.VIEWER, self.list_page),
            StaffRoute("POST", "/phrases/{id:row}/take-back", Role.EDITOR, self.remove),
            StaffRoute("POST", "/suggestions/{id:str}", Role.EDITOR, self.dismiss),
        ]

    def list_page(self, request: StaffRequest) -> Response:
        with self._context.engine.connect() as connection:
            accepted = phrases.pending(connection)
            waiting = near_misses.pending(connection, request.now - _DAYS, _MOST_READ)
        return self._context.rendering.page(
            request,
            "phrases.html",
            phrases=accepted,
            suggestions=[(miss, self._candidates(miss)) for miss in waiting[:_MOST_SHOWN]],
            more=max(0, len(waiting) - _MOST_SHOWN),
            out_of_scope=OUT_OF_SCOPE,
        )

    def remove(self, request: StaffRequest) -> Response:
        id_ = int(request.path_part("id"))
        with self._context.engine.begin() as connection:
            phrase = phrases.find_pending(connection, id_)
            if phrase is None or not phrases.delete(connection, id_):
                raise HTTPException(404, "This phrase was removed or exported before.")
            # Its text may be a visitor's, which stands in no audit.
            details = {"label": phrase.label, "accepted by": phrase.by}
            audit_entry.record(connection, request, "phrase taken back", f"phrase {id_}", details)
        return request.redirect_back("/phrases")

    def dismiss(self, request: StaffRequest) -> Response:
        """Note that a near miss teaches nothing; what it may teach is accepted on a page of its own."""
        turn_id = request.path_part("id")
        with self._context.engine.begin() as connection:
            text = near_misses.find(connection, turn_id)
            if text is None:
                raise HTTPException(404, "This message does not exist; it may have been erased.")
            phrases.dismiss(connection, turn_id, text, request.user.name, request.now)
            audit_entry.record(connection, request, "suggestion put aside")
        return request.redirect_back("/phrases")

    def _candidates(self, miss: NearMiss) -> list[str]:
        """Return the ids of the answers that it may have asked for, the chosen one first."""
        labels = [miss.chosen, *miss.candidates] if miss.chosen else list(miss.candidates)
        answers = (self._context.knowledge.answers_by_label.get(label) for label in labels)
        return list(dict.fromkeys(answer.id for answer in answers if answer))[:_MOST_CANDIDATES]
