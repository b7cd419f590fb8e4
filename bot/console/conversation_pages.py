"""Conversations: the list with its filters, one with its turns, reviews, corrections, erasing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console import audit_entry
from bot.console.conflict import NOTHING, conflict_page, is_outdated
from bot.console.conversation_cache import ConversationCache
from bot.console.conversation_filters import MARKS, ConversationFilters, filter_query, filters_in
from bot.console.date_range import date_range_of
from bot.console.page_context import PageContext
from bot.console.phrase_label import OUT_OF_SCOPE
from bot.console.request import StaffRequest, is_local_path
from bot.console.staff_route import StaffRoute
from bot.console.turn_explanation import TurnExplanations
from bot.eligibility.decide import Eligibility
from bot.messages.guide_messages import GuidedMessages
from bot.records import retention
from bot.records.analytics.metrics import MEASURES
from bot.records.conversations import consent
from bot.records.conversations.redaction import redact
from bot.records.conversations.store import TRACE, Store, Turn
from bot.records.conversations.turn_outcomes import OPENING, Outcome, outcome_of
from bot.records.review import comments, reviews
from bot.records.review.reviews import Review
from bot.records.staff import audit
from bot.records.staff.role import Role

_PAGE = 50
_LONGEST_TAG = 30
_SHORTEST_REASON = 10
_CORRECT = "Correct answer"
_MISSING = HTTPException(404, "This conversation does not exist; it may have been erased.")


class ConversationPages:
    def __init__(self, context: PageContext, conversation_cache: ConversationCache) -> None:
        self._context = context
        self._store = Store(context.engine)
        self._filters = ConversationFilters(context.knowledge, conversation_cache)
        self._explanations = _explanations(context)

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/conversations", Role.VIEWER, self.list_page),
            StaffRoute("GET", "/conversations/{id:str}", Role.VIEWER, self.detail_page),
            StaffRoute("POST", "/conversations/{id:str}/open", Role.ADMIN, self.open_withheld),
            StaffRoute("POST", "/conversations/{id:str}/review", Role.EDITOR, self.review),
            StaffRoute("POST", "/conversations/{id:str}/correct", Role.EDITOR, self.correct),
            StaffRoute("GET", "/corrections.jsonl", Role.EDITOR, self.download_corrections),
            StaffRoute("POST", "/conversations/{id:str}/erase", Role.ADMIN, self.erase),
        ]

    def list_page(self, request: StaffRequest) -> Response:
        days, page = date_range_of(request), request.query_number("page")
        with self._context.engine.connect() as connection:
            matches, withheld_count = self._filters.matching(connection, request, days)
            on_page = matches[(page - 1) * _PAGE : page * _PAGE]
            ids = [talk.session_id for talk in on_page]
            marks, words = reviews.load(connection, ids), reviews.first_words(connection, ids)
        return self._context.rendering.page(
            request,
            "conversations.html",
            days=days,
            conversations=on_page,
            count=len(matches),
            withheld_count=withheld_count,
            page=page,
            has_more=len(matches) > page * _PAGE,
            marks=marks,
            first_words=words,
            filters=filters_in(request),
            filter_query=filter_query(request),
            work_query=_work_query(request),
            measures=MEASURES,
            outcomes=Outcome,
            answers=self._context.knowledge.answers,
            all_marks=MARKS,
        )

    def detail_page(self, request: StaffRequest) -> Response:
        id_ = request.path_part("id")
        with self._context.engine.connect() as connection:
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
        with self._context.engine.begin() as connection:
            if not reviews.exists(connection, id_):
                raise _MISSING
            about = audit.conversation(id_)
            audit_entry.record(
                connection, request, "withheld conversation opened", about, {"reason": reason}
            )
        return self._conversation(request, id_)

    def _withheld(self, request: StaffRequest, id_: str, problem: str = "") -> Response:
        page = self._context.rendering.page(request, "withheld.html", id=id_, problem=problem)
        page.status_code = 422 if problem else 403
        return page

    def _conversation(self, request: StaffRequest, id_: str) -> Response:
        with self._context.engine.connect() as connection:
            newer, older = self._neighbours(connection, request, id_)
            notes = _notes(connection, id_)
        turns = [turn for turn in self._store.history(id_) if turn.outcome != OPENING]
        return self._context.rendering.page(
            request,
            "conversation.html",
            id=id_,
            turns=turns,
            explained=self._explained(turns),
            outcome_of=lambda turn: outcome_of(turn.outcome, turn.label, turn.confidence).words,
            newer=newer,
            older=older,
            filter_query=filter_query(request),
            answers=self._context.knowledge.answers,
            out_of_scope=OUT_OF_SCOPE,
            **notes,
        )

    def _explained(self, turns: Sequence[Turn]) -> dict[str, list[tuple[str, str]]]:
        """Return by turn why it got its reply; nothing for one that was answered without a plan."""
        traces = [dict(turn.reply[0].get(TRACE) or {}) if turn.reply else {} for turn in turns]
        explained = self._explanations.all(traces)
        return {turn.id: parts for turn, parts in zip(turns, explained, strict=True)}

    def review(self, request: StaffRequest) -> Response:
        id_ = request.path_part("id")
        review = _review_in(request, id_)
        is_next = request.field("then") == "next"
        details = {
            "reviewed": review.reviewed_at is not None,
            "flagged": review.is_flagged,
            "tags": list(review.tags),
        }
        with self._context.engine.begin() as connection:
            if not reviews.exists(connection, id_):
                raise _MISSING
            saved = reviews.load(connection, [id_]).get(id_)
            version = saved.version if saved else 0
            if saved and is_outdated(request, version):
                now, wanted = _in_words(saved), _in_words(review)
                return conflict_page(self._context.rendering, request, now, wanted, version)
            reviews.save(connection, replace(review, version=version + 1))
            about = audit.conversation(id_)
            audit_entry.record(connection, request, "conversation reviewed", about, details)
        target = request.field("next") if is_next else ""
        if is_local_path(target):
            return RedirectResponse(target, 303)
        return request.redirect_back(f"/conversations/{id_}")

    def correct(self, request: StaffRequest) -> Response:
        """Save the right answer of a message, given by its id or its question."""
        id_, turn = request.path_part("id"), request.field("turn")
        answer = self._answer_in(request)
        with self._context.engine.begin() as connection:
            saved = reviews.load_corrections(connection, id_).get(turn, NOTHING)
            if is_outdated(request, saved):
                now, mine = {_CORRECT: saved}, {_CORRECT: answer}
                return conflict_page(self._context.rendering, request, now, mine, saved)
            if not reviews.save_correction(
                connection, id_, turn, answer, request.user.name, request.now
            ):
                raise HTTPException(404, "This message does not exist.")
            about = audit.conversation(id_)
            audit_entry.record(connection, request, "answer corrected", about, {"answer": answer})
        return request.redirect_back(f"/conversations/{id_}")

    def download_corrections(self, request: StaffRequest) -> Response:
        """Return what was corrected as held-out questions, one a line."""
        with self._context.engine.begin() as connection:
            cases = reviews.corrected_texts(connection)
            details = {"rows": len(cases)}
            audit_entry.record(connection, request, "exported", "corrections", details)
        lines = [
            json.dumps(
                {
                    "text": redact(text).text,
                    "accept": [] if answer == reviews.NO_ANSWER else [answer],
                }
            )
            for text, answer in cases
        ]
        headers = {"Content-Disposition": 'attachment; filename="corrections.jsonl"'}
        return Response("".join(f"{line}\n" for line in lines), 200, headers, "application/jsonl")

    def _answer_in(self, request: StaffRequest) -> str:
        """Return the id of the answer that is named; empty where the field is."""
        name = request.field("answer")
        if not name or name == reviews.NO_ANSWER or name in self._context.knowledge.answers:
            return name
        by_question = {a.question.lower(): a.id for a in self._context.knowledge.answers.values()}
        if name.lower() not in by_question:
            raise HTTPException(422, "This answer does not exist. Choose one from the list.")
        return by_question[name.lower()]

    def erase(self, request: StaffRequest) -> Response:
        if not request.field("sure"):
            raise HTTPException(422, "Tick the box to confirm that it is to be erased permanently.")
        id_ = request.path_part("id")
        if not retention.erase(self._context.engine, id_, request.now, who=request.user.name):
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


def _explanations(context: PageContext) -> TurnExplanations:
    knowledge = context.knowledge
    eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
    guided = GuidedMessages(knowledge, eligibility, context.today())
    return TurnExplanations(knowledge, guided.title)


def _notes(connection: Connection, id_: str) -> dict[str, Any]:
    """Return what staff and the visitor noted about a conversation."""
    unreviewed = Review(id_, None, None, False, ())
    return {
        "review": reviews.load(connection, [id_]).get(id_, unreviewed),
        "ratings": reviews.load_ratings(connection, id_),
        "corrected": reviews.load_corrections(connection, id_),
        "comments": comments.of_session(connection, id_),
    }


def _review_in(request: StaffRequest, id_: str) -> Review:
    tags = (tag.strip()[:_LONGEST_TAG] for tag in request.field("tags", 200).split(","))
    is_reviewed = bool(request.field("reviewed")) or request.field("then") == "next"
    return Review(
        id_,
        request.user.name if is_reviewed else None,
        request.now if is_reviewed else None,
        bool(request.field("flagged")),
        tuple(dict.fromkeys(tag for tag in tags if tag)),
    )


def _work_query(request: StaffRequest) -> str:
    """Return the filters for a list that stays as it is now while it is worked through."""
    query = filter_query(request)
    if request.query("asof"):
        return query
    as_of = urlencode({"asof": request.now.isoformat(timespec="seconds")})
    return f"{query}&{as_of}" if query else as_of


def _in_words(review: Review) -> dict[str, str]:
    return {
        "Reviewed": f"by {review.reviewed_by}" if review.reviewed_by else "no",
        "Flagged": "yes" if review.is_flagged else "no",
        "Tags": ", ".join(review.tags),
    }
