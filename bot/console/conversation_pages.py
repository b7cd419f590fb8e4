"""Conversations: the list with its filters, one with its turns, reviews, corrections, erasing."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Connection, Engine
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console import audit_entry
from bot.console.conversation_cache import ConversationCache
from bot.console.conversation_filters import MARKS, ConversationFilters, filter_query, filters_in
from bot.console.date_range import date_range_of
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.knowledge.loader import Knowledge
from bot.records import retention
from bot.records.analytics.metrics import MEASURES
from bot.records.conversations import consent
from bot.records.conversations.store import Store
from bot.records.conversations.turn_outcomes import OPENING, Outcome, outcome_of
from bot.records.review import reviews
from bot.records.review.reviews import Review
from bot.records.staff import audit
from bot.records.staff.accounts import Role

_PAGE = 50
_LONGEST_TAG = 30
_SHORTEST_REASON = 10
_MISSING = HTTPException(404, "This conversation does not exist; it may have been erased.")


class ConversationPages:
    def __init__(
        self,
        engine: Engine,
        knowledge: Knowledge,
        conversation_cache: ConversationCache,
        rendering: Rendering,
    ) -> None:
        self._engine = engine
        self._store = Store(engine)
        self._knowledge = knowledge
        self._filters = ConversationFilters(knowledge, conversation_cache)
        self._rendering = rendering

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/conversations", Role.VIEWER, self.list_page),
            StaffRoute("GET", "/conversations/{id:str}", Role.VIEWER, self.detail_page),
            StaffRoute("POST", "/conversations/{id:str}/open", Role.ADMIN, self.open_withheld),
            StaffRoute("POST", "/conversations/{id:str}/review", Role.EDITOR, self.review),
            StaffRoute("POST", "/conversations/{id:str}/correct", Role.EDITOR, self.correct),
            StaffRoute("POST", "/conversations/{id:str}/erase", Role.ADMIN, self.erase),
        ]

    def list_page(self, request: StaffRequest) -> Response:
        days, page = date_range_of(request), request.query_number("page")
        with self._engine.connect() as connection:
            matches, withheld_count = self._filters.matching(connection, request, days)
            on_page = matches[(page - 1) * _PAGE : page * _PAGE]
            marks = reviews.load(connection, [talk.session_id for talk in on_page])
        return self._rendering.page(
            request,
            "conversations.html",
            days=days,
            conversations=on_page,
            count=len(matches),
            withheld_count=withheld_count,
            page=page,
            has_more=len(matches) > page * _PAGE,
            marks=marks,
            filters=filters_in(request),
            filter_query=filter_query(request),
            measures=MEASURES,
            outcomes=Outcome,
            answers=self._knowledge.answers,
            all_marks=MARKS,
        )

    def detail_page(self, request: StaffRequest) -> Response:
        id_ = request.path_part("id")
        with self._engine.connect() as connection:
            if not reviews.exists(connection, id_):
                raise _MISSING
            if consent.is_withheld(connection, id_):
                return self._withheld(request, id_)
        return self._conversation(request, id_)

    def open_withheld(self, request: StaffRequest) -> Response:
        """Show a conversation that its visitor did not agree to be read, for a reason that is recorded."""
        id_, reason = request.path_part("id"), request.field("reason", 200)
        if len(reason) < _SHORTEST_REASON:
            return self._withheld(request, id_, "Say why, in a few words.")
        with self._engine.begin() as connection:
            if not reviews.exists(connection, id_):
                raise _MISSING
            about = audit.conversation(id_)
            audit_entry.record(
                connection, request, "withheld conversation opened", about, {"reason": reason}
            )
        return self._conversation(request, id_)

    def _withheld(self, request: StaffRequest, id_: str, problem: str = "") -> Response:
        page = self._rendering.page(request, "withheld.html", id=id_, problem=problem)
        page.status_code = 422 if problem else 403
        return page

    def _conversation(self, request: StaffRequest, id_: str) -> Response:
        with self._engine.connect() as connection:
            newer, older = self._neighbours(connection, request, id_)
            notes = _notes(connection, id_)
        turns = [turn for turn in self._store.history(id_) if turn.outcome != OPENING]
        return self._rendering.page(
            request,
            "conversation.html",
            id=id_,
            turns=turns,
            outcome_of=lambda turn: outcome_of(turn.outcome, turn.label, turn.confidence).words,
            newer=newer,
            older=older,
            filter_query=filter_query(request),
            answers=self._knowledge.answers,
            **notes,
        )

    def review(self, request: StaffRequest) -> Response:
        id_ = request.path_part("id")
        review = _review_in(request, id_)
        details = {
            "reviewed": review.reviewed_at is not None,
            "flagged": review.is_flagged,
            "tags": list(review.tags),
        }
        with self._engine.begin() as connection:
            if not reviews.exists(connection, id_):
                raise _MISSING
            reviews.save(connection, review)
            about = audit.conversation(id_)
            audit_entry.record(connection, request, "conversation reviewed", about, details)
        return request.redirect_back(f"/conversations/{id_}")

    def correct(self, request: StaffRequest) -> Response:
        id_, answer, turn = request.path_part("id"), request.field("answer"), request.field("turn")
        if answer and answer != reviews.NO_ANSWER and answer not in self._knowledge.answers:
            raise HTTPException(422, "This answer does not exist.")
        with self._engine.begin() as connection:
            if not reviews.save_correction(
                connection, id_, turn, answer, request.user.name, request.now
            ):
                raise HTTPException(404, "This message does not exist.")
            about = audit.conversation(id_)
            audit_entry.record(connection, request, "answer corrected", about, {"answer": answer})
        return request.redirect_back(f"/conversations/{id_}")

    def erase(self, request: StaffRequest) -> Response:
        if not request.field("sure"):
            raise HTTPException(422, "Tick the box to confirm that it is to be erased permanently.")
        id_ = request.path_part("id")
        if not retention.erase(self._engine, id_, request.now, who=request.user.name):
            raise _MISSING
        return RedirectResponse("/conversations", 303)

    def _neighbours(
        self, connection: Connection, request: StaffRequest, id_: str
    ) -> tuple[str | None, str | None]:
        """Return the next newer and the next older one in the list that this was opened from."""
        matches, _ = self._filters.matching(connection, request, date_range_of(request))
        ids = list(dict.fromkeys(talk.session_id for talk in matches))
        if id_ not in ids:
            return None, None
        place = ids.index(id_)
        newer = ids[place - 1] if place else None
        return newer, ids[place + 1] if place + 1 < len(ids) else None


def _notes(connection: Connection, id_: str) -> dict[str, Any]:
    """Return what staff and the visitor noted about a conversation."""
    unreviewed = Review(id_, None, None, False, ())
    return {
        "review": reviews.load(connection, [id_]).get(id_, unreviewed),
        "ratings": reviews.load_ratings(connection, id_),
        "corrected": reviews.load_corrections(connection, id_),
    }


def _review_in(request: StaffRequest, id_: str) -> Review:
    tags = (tag.strip()[:_LONGEST_TAG] for tag in request.field("tags", 200).split(","))
    is_reviewed = bool(request.field("reviewed"))
    return Review(
        id_,
        request.user.name if is_reviewed else None,
        request.now if is_reviewed else None,
        bool(request.field("flagged")),
        tuple(dict.fromkeys(tag for tag in tags if tag)),
    )
