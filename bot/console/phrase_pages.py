"""Phrases for training: what waits for export, and near misses that need a person's word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.engine import Connection, Engine
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import StaffRoute
from bot.console.answer_lookup import AnswerLookup
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest
from bot.knowledge.loader import Knowledge
from bot.records.review import near_misses, phrases
from bot.records.review.near_misses import NearMiss
from bot.records.staff import audit
from bot.records.staff.accounts import Role

# The one label of what we do not answer that staff may add to.
NOT_OURS = "out_of_scope/other"
_DAYS = timedelta(days=90)
_READ, _SHOWN = 500, 30


class PhrasePages:
    def __init__(
        self, engine: Engine, knowledge: Knowledge, mind: AnswerLookup, rendering: Rendering
    ) -> None:
        self._engine = engine
        self._knowledge = knowledge
        self._mind = mind
        self._rendering = rendering

    def doors(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/phrases", Role.VIEWER, self.show),
            StaffRoute("POST", "/phrases/{id:int}/take-back", Role.EDITOR, self.take_back),
            StaffRoute("POST", "/suggestions/{id:str}", Role.EDITOR, self.decide),
        ]

    def show(self, visit: StaffRequest) -> Response:
        with self._engine.connect() as connection:
            accepted = phrases.accepted(connection)
            found = near_misses.waiting(connection, visit.now - _DAYS, _READ)
        return self._rendering.page(
            visit,
            "phrases.html",
            phrases=accepted,
            suggestions=[(one, self._candidates(one)) for one in found[:_SHOWN]],
            more=max(0, len(found) - _SHOWN),
            not_ours=NOT_OURS,
        )

    def take_back(self, visit: StaffRequest) -> Response:
        with self._engine.begin() as connection:
            if not phrases.take_back(connection, int(visit.part("id"))):
                raise HTTPException(404, "This phrase is gone, or was exported already.")
            self._note(connection, visit, "phrase taken back", {})
        return visit.back("/phrases")

    def decide(self, visit: StaffRequest) -> Response:
        """Accept a near miss for one of its candidates, and so for no other; or put it aside."""
        answer = visit.filled("answer")
        with self._engine.begin() as connection:
            text = near_misses.find(connection, visit.part("id"))
            if text is None:
                raise HTTPException(404, "This message is gone; it may have been erased.")
            if answer == "none":
                phrases.put_aside(connection, visit.part("id"), text, visit.me.name, visit.now)
                self._note(connection, visit, "suggestion put aside", {})
                return visit.back("/phrases")
            label = label_of(answer, self._knowledge)
            phrases.accept(
                connection,
                turn_id=visit.part("id"),
                text=" ".join(text.split()),
                label=label,
                by=visit.me.name,
                at=visit.now,
                adds_nothing=self._mind.is_sure_of(text, label),
            )
            self._note(connection, visit, "phrase accepted", {"label": label})
        return visit.back("/phrases")

    def _candidates(self, one: NearMiss) -> list[str]:
        """Return the ids of the answers that it may have asked for, the chosen one first."""
        labels = [one.chosen, *one.candidates] if one.chosen else list(one.candidates)
        answers = (self._knowledge.answers_by_label.get(label) for label in labels)
        return list(dict.fromkeys(answer.id for answer in answers if answer))[:3]

    @staticmethod
    def _note(
        connection: Connection, visit: StaffRequest, what: str, details: dict[str, Any]
    ) -> None:
        audit.append(connection, visit.now, visit.me.name, what, "", details)


def label_of(answer: str, knowledge: Knowledge) -> str:
    """Return the label of an answer that was chosen. Raises 422 for one that there is not."""
    if answer == NOT_OURS:
        return NOT_OURS
    if answer not in knowledge.answers:
        raise HTTPException(422, "Choose the answer that this text asks for.")
    return knowledge.answers[answer].label
