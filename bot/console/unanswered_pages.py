"""The unanswered queue: what people asked in vain, and what staff make of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.engine import Connection, Engine
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console.access import StaffRoute
from bot.console.answer_lookup import AnswerLookup
from bot.console.clustering import Clusterer
from bot.console.phrase_pages import label_of
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest, date_range_of
from bot.knowledge.loader import Knowledge
from bot.records.review import clusters, phrases, unanswered
from bot.records.staff import audit
from bot.records.staff.accounts import Role

_PAGE = 25
_SORTED_AT_ONCE = 50
_LONGEST_SNOOZE = 365
_VIEWS = ("open", "mine", "snoozed", "done", "outside")


class UnansweredPages:
    def __init__(
        self,
        engine: Engine,
        knowledge: Knowledge,
        mind: AnswerLookup,
        sorting: Clusterer,
        rendering: Rendering,
    ) -> None:
        self._engine = engine
        self._knowledge = knowledge
        self._mind = mind
        self._sorting = sorting
        self._rendering = rendering

    def doors(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/unanswered", Role.VIEWER, self.show),
            StaffRoute("GET", "/unanswered/{id:str}", Role.VIEWER, self.one),
            StaffRoute("POST", "/unanswered/{id:str}/phrase", Role.EDITOR, self.accept),
            StaffRoute("POST", "/unanswered/{id:str}/draft", Role.EDITOR, self.draft),
            StaffRoute("POST", "/unanswered/{id:str}/state", Role.EDITOR, self.settle),
            StaffRoute("POST", "/unanswered/{id:str}/assign", Role.EDITOR, self.assign),
            StaffRoute("POST", "/unanswered/{id:str}/snooze", Role.EDITOR, self.snooze),
        ]

    def show(self, visit: StaffRequest) -> Response:
        self._sorting.catch_up(_SORTED_AT_ONCE)
        days = date_range_of(visit, most_recent=30)
        view = visit.asked("view") if visit.asked("view") in _VIEWS else "open"
        with self._engine.connect() as connection:
            found = [
                one
                for one in clusters.load(connection, visit.now, since=days.since)
                if one.last_at < days.until and _belongs(one, view, visit)
            ]
            left = len(unanswered.pending(connection, 1000))
        page = visit.number("page")
        return self._rendering.page(
            visit,
            "queue.html",
            days=days,
            view=view,
            views=_VIEWS,
            clusters=found[(page - 1) * _PAGE : page * _PAGE],
            count=len(found),
            page=page,
            has_more=len(found) > page * _PAGE,
            left=left,
        )

    def one(self, visit: StaffRequest) -> Response:
        with self._engine.connect() as connection:
            cluster = self._cluster(connection, visit)
            texts = phrases.texts_of_cluster(connection, cluster.id)
        return self._rendering.page(
            visit,
            "cluster.html",
            cluster=cluster,
            texts=texts[:30],
            more=max(0, len(texts) - 30),
            answers=self._knowledge.answers.values(),
            near=self._mind.nearest(cluster.title),
            best=self._best(cluster.title),
        )

    def accept(self, visit: StaffRequest) -> Response:
        """Take a text as a phrase for an answer, or for what we do not answer."""
        text = visit.filled("text", 1000)
        if not text or "\n" in text:
            raise HTTPException(422, "A phrase is one line of text.")
        label = label_of(visit.filled("answer"), self._knowledge)
        with self._engine.begin() as connection:
            cluster = self._cluster(connection, visit)
            turn_id = dict(phrases.texts_of_cluster(connection, cluster.id)).get(
                visit.filled("was", 1000)
            )
            if turn_id is None:
                raise HTTPException(422, "This text is no longer in the queue.")
            phrases.accept(
                connection,
                turn_id=turn_id,
                text=text,
                label=label,
                by=visit.me.name,
                at=visit.now,
                adds_nothing=self._mind.is_sure_of(text, label),
            )
            self._note(connection, visit, "phrase accepted", {"label": label})
        return visit.back("/phrases")

    def draft(self, visit: StaffRequest) -> Response:
        question, answer = visit.filled("question", 300), visit.filled("answer", 4000)
        if not question:
            raise HTTPException(422, "A draft needs a question.")
        with self._engine.begin() as connection:
            cluster = self._cluster(connection, visit)
            phrases.save_draft(
                connection,
                cluster_id=cluster.id,
                question=question,
                answer=answer,
                by=visit.me.name,
                at=visit.now,
            )
            self._note(connection, visit, "answer drafted", {})
        return RedirectResponse("/knowledge#drafts", 303)

    def settle(self, visit: StaffRequest) -> Response:
        """Mark it done (it comes back when it is asked again), not ours, or open again."""
        state = visit.filled("state")
        if state not in {clusters.OPEN, clusters.DONE, clusters.OUT_OF_SCOPE}:
            raise HTTPException(422, "There is no such state.")
        settled = None if state == clusters.OPEN else visit.now
        return self._changed(visit, "state", {"state": state}, state=state, settled_at=settled)

    def assign(self, visit: StaffRequest) -> Response:
        name = visit.me.name if visit.filled("to") == "me" else None
        return self._changed(visit, "assigned", {"to": name}, assigned_to=name)

    def snooze(self, visit: StaffRequest) -> Response:
        days = visit.filled("days")
        if not days.isdecimal() or len(days) > 3 or int(days) > _LONGEST_SNOOZE:
            raise HTTPException(422, "A number of days is needed.")
        until = visit.now + timedelta(days=int(days)) if int(days) else None
        return self._changed(visit, "snoozed", {"days": int(days)}, snoozed_until=until)

    def _changed(
        self, visit: StaffRequest, what: str, details: dict[str, Any], **values: Any
    ) -> Response:
        with self._engine.begin() as connection:
            if not clusters.update(connection, visit.part("id"), **values):
                raise HTTPException(404, "This group of questions is gone.")
            self._note(connection, visit, f"unanswered {what}", details)
        return visit.back("/unanswered")

    def _cluster(self, connection: Connection, visit: StaffRequest) -> clusters.Cluster:
        for one in clusters.load(connection, visit.now, cluster_id=visit.part("id")):
            return one
        raise HTTPException(404, "This group of questions is gone.")

    def _best(self, text: str) -> list[str]:
        understood = self._mind.understood(text)
        return [id_ for id_, _ in self._mind.best(understood)] if understood else []

    @staticmethod
    def _note(
        connection: Connection, visit: StaffRequest, what: str, details: dict[str, Any]
    ) -> None:
        audit.append(connection, visit.now, visit.me.name, what, str(visit.part("id")), details)


def _belongs(one: clusters.Cluster, view: str, visit: StaffRequest) -> bool:
    is_waiting = clusters.is_waiting_for_staff(one, visit.now)
    if view == "open":
        return is_waiting
    if view == "mine":
        return is_waiting and one.assigned_to == visit.me.name
    if view == "snoozed":
        return one.snoozed_until is not None and one.snoozed_until > visit.now
    if view == "done":
        return one.state == clusters.DONE and not one.is_back
    return one.state == clusters.OUT_OF_SCOPE
