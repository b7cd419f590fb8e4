"""Held-out questions that another answer is to give from the next publication on."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import audit_entry
from bot.console.held_out import HeldOutQuestions
from bot.console.page_context import PageContext
from bot.console.phrase_label import OUT_OF_SCOPE, DraftedLabels
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.publishing import questions
from bot.records.staff.role import Role

_LONGEST = 1000


class QuestionPages:
    def __init__(self, context: PageContext, held_out: HeldOutQuestions) -> None:
        self._context = context
        self._held_out = held_out

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("POST", "/questions", Role.EDITOR, self.change),
            StaffRoute("POST", "/questions/{id:row}/undo", Role.EDITOR, self.take_back),
        ]

    def change(self, request: StaffRequest) -> Response:
        """Note that an answer is right for a question that wanted another, or none, so far."""
        text, answer = request.field("text", _LONGEST), request.field("answer", 80)
        if self._held_out.find(text) is None:
            raise HTTPException(404, "This question is no longer among the held-out ones.")
        with self._context.engine.begin() as connection:
            if not answer or answer == OUT_OF_SCOPE:
                raise HTTPException(422, "Choose the answer that is right for this question.")
            DraftedLabels(connection, self._context.knowledge).label_of(answer)
            questions.change(
                connection, text=text, answer_id=answer, by=request.user.name, at=request.now
            )
            audit_entry.record(connection, request, "held-out question changed", answer)
        return request.redirect_back("/publish")

    def take_back(self, request: StaffRequest) -> Response:
        with self._context.engine.begin() as connection:
            if not questions.take_back(connection, int(request.path_part("id"))):
                raise HTTPException(404, "This change was taken back or published before.")
            audit_entry.record(connection, request, "held-out question left as it was")
        return request.redirect_back("/publish")
