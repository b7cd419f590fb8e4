"""Conversations one by one: filters, words, marks, the right answer, next and previous, erasing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Connection, Engine
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console.access import StaffRoute
from bot.console.conversation_cache import ConversationCache
from bot.console.rendering import Rendering
from bot.console.request import DateRange, StaffRequest, date_range_of
from bot.knowledge.loader import Knowledge
from bot.records.analytics import conversation_query
from bot.records.analytics.conversation import Conversation
from bot.records.analytics.metrics import MEASURES
from bot.records.analytics.turn_outcomes import Outcome, outcome_of
from bot.records.conversations import retention, text_search
from bot.records.conversations.store import Store
from bot.records.review import reviews
from bot.records.review.reviews import Review
from bot.records.staff import audit
from bot.records.staff.accounts import Role

_PAGE = 50
_FILTERS = (
    *("from", "to", "show", "outcome", "answer", "rating", "version", "words", "mark", "tag"),
)
_MARKS = ("reviewed", "not reviewed", "flagged", "corrected")


class ConversationPages:
    def __init__(
        self,
        engine: Engine,
        knowledge: Knowledge,
        counting: ConversationCache,
        rendering: Rendering,
    ) -> None:
        self._engine = engine
        self._counting = counting
        self._store = Store(engine)
        self._knowledge = knowledge
        self._rendering = rendering

    def doors(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/conversations", Role.VIEWER, self.show),
            StaffRoute("GET", "/conversations/{id:str}", Role.VIEWER, self.one),
            StaffRoute("POST", "/conversations/{id:str}/review", Role.EDITOR, self.review),
            StaffRoute("POST", "/conversations/{id:str}/correct", Role.EDITOR, self.correct),
            StaffRoute("POST", "/conversations/{id:str}/erase", Role.ADMIN, self.erase),
        ]

    def show(self, visit: StaffRequest) -> Response:
        days = date_range_of(visit)
        page = visit.number("page")
        with self._engine.connect() as connection:
            found = self._found(connection, visit, days)
            shown = found[(page - 1) * _PAGE : page * _PAGE]
            marks = reviews.of(connection, [one.session_id for one in shown])
        return self._rendering.page(
            visit,
            "conversations.html",
            days=days,
            conversations=shown,
            count=len(found),
            page=page,
            has_more=len(found) > page * _PAGE,
            marks=marks,
            filters=self._filters(visit),
            here_query=_query(visit),
            measures=MEASURES,
            outcomes=Outcome,
            answers=self._knowledge.answers,
            all_marks=_MARKS,
        )

    def one(self, visit: StaffRequest) -> Response:
        id_ = visit.part("id")
        with self._engine.connect() as connection:
            if not reviews.exists(connection, id_):
                raise HTTPException(404, "There is no such conversation; it may have been erased.")
            before, after = self._neighbours(connection, visit, id_)
            values: dict[str, Any] = {
                "review": reviews.of(connection, [id_]).get(
                    id_, Review(id_, None, None, False, ())
                ),
                "ratings": reviews.ratings(connection, id_),
                "corrected": reviews.corrected(connection, id_),
            }
        turns = [turn for turn in self._store.history(id_) if turn.client_id != "opening"]
        return self._rendering.page(
            visit,
            "conversation.html",
            id=id_,
            turns=turns,
            outcome_of=lambda turn: outcome_of(turn.outcome, turn.label, turn.confidence).words,
            before=before,
            after=after,
            query=_query(visit),
            answers=self._knowledge.answers,
            **values,
        )

    def review(self, visit: StaffRequest) -> Response:
        id_ = visit.part("id")
        tags = tuple(
            dict.fromkeys(
                tag.strip()[:30] for tag in visit.filled("tags", 200).split(",") if tag.strip()
            )
        )
        is_reviewed = bool(visit.filled("reviewed"))
        review = Review(
            id_,
            visit.me.name if is_reviewed else None,
            visit.now if is_reviewed else None,
            bool(visit.filled("flagged")),
            tags,
        )
        with self._engine.begin() as connection:
            if not reviews.exists(connection, id_):
                raise HTTPException(404, "There is no such conversation; it may have been erased.")
            reviews.keep(connection, review)
            audit.append(
                connection,
                visit.now,
                visit.me.name,
                "conversation reviewed",
                audit.conversation(id_),
                {"reviewed": is_reviewed, "flagged": review.is_flagged, "tags": list(tags)},
            )
        return visit.back(f"/conversations/{id_}")

    def correct(self, visit: StaffRequest) -> Response:
        id_, answer = visit.part("id"), visit.filled("answer")
        if answer and answer != reviews.NO_ANSWER and answer not in self._knowledge.answers:
            raise HTTPException(422, "There is no such answer.")
        with self._engine.begin() as connection:
            if not reviews.correct(
                connection, id_, visit.filled("turn"), answer, visit.me.name, visit.now
            ):
                raise HTTPException(404, "There is no such message.")
            audit.append(
                connection,
                visit.now,
                visit.me.name,
                "answer corrected",
                audit.conversation(id_),
                {"answer": answer},
            )
        return visit.back(f"/conversations/{id_}")

    def erase(self, visit: StaffRequest) -> Response:
        if not visit.filled("sure"):
            raise HTTPException(422, "Tick the box to say that it shall be erased for good.")
        if not retention.erase(self._engine, visit.part("id"), visit.now, who=visit.me.name):
            raise HTTPException(404, "There is no such conversation; it may have been erased.")
        return RedirectResponse("/conversations", 303)

    def _found(
        self, connection: Connection, visit: StaffRequest, days: DateRange
    ) -> list[Conversation]:
        """Return what the filters leave, newest first."""
        words = visit.asked("words")
        found: Iterable[Conversation]
        if words:
            only = text_search.sessions_with(connection, words)
            found = conversation_query.load(connection, days.since, days.until, only)
        else:
            found = self._counting.load(connection, days.since, days.until)
        for test in self._tests(connection, visit):
            found = filter(test, found)
        return sorted(found, key=lambda one: (one.started_at, one.session_id), reverse=True)

    def _tests(
        self, connection: Connection, visit: StaffRequest
    ) -> Iterable[Callable[[Conversation], bool]]:
        asked = self._filters(visit)
        if asked["show"] in MEASURES:
            yield MEASURES[asked["show"]].test
        if asked["outcome"] in {outcome.value for outcome in Outcome}:
            outcome = Outcome(asked["outcome"])
            yield lambda one: one.has(outcome)
        if asked["answer"] in self._knowledge.answers:
            label = self._knowledge.answers[asked["answer"]].label
            yield lambda one: any(turn.label == label for turn in one.turns)
        if asked["rating"] in {"yes", "no"}:
            yield lambda one: one.rated(helpful=asked["rating"] == "yes")
        if asked["version"]:
            yield lambda one: any(turn.version == asked["version"] for turn in one.turns)
        if asked["mark"] or asked["tag"]:
            yield _marked(reviews.every(connection), asked["mark"], asked["tag"])

    def _neighbours(
        self, connection: Connection, visit: StaffRequest, id_: str
    ) -> tuple[str | None, str | None]:
        """Return the conversations before and after this one in the list that it was opened from."""
        ids = list(
            dict.fromkeys(
                one.session_id for one in self._found(connection, visit, date_range_of(visit))
            )
        )
        if id_ not in ids:
            return None, None
        place = ids.index(id_)
        return ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None

    @staticmethod
    def _filters(visit: StaffRequest) -> dict[str, str]:
        return {name: visit.asked(name) for name in _FILTERS}


def _marked(marks: dict[str, Review], mark: str, tag: str) -> Callable[[Conversation], bool]:
    def test(one: Conversation) -> bool:
        review = marks.get(one.session_id)
        is_reviewed = review is not None and review.reviewed_at is not None
        fits: dict[str, Any] = {
            "reviewed": is_reviewed,
            "not reviewed": not is_reviewed,
            "flagged": review is not None and review.is_flagged,
            "corrected": any(turn.is_corrected for turn in one.turns),
        }
        has_tag = not tag or (review is not None and tag in review.tags)
        return bool(fits.get(mark, True)) and has_tag

    return test


def _query(visit: StaffRequest) -> str:
    given = [(name, visit.asked(name)) for name in _FILTERS if visit.asked(name)]
    return urlencode(given)
