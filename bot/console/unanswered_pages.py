"""The questions that got no answer, in groups, and what staff do about each group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.engine import Connection, Engine
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import audit_entry
from bot.console.answer_lookup import AnswerLookup
from bot.console.clustering import Clusterer
from bot.console.date_range import DateRange, date_range_of
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.review import clusters, phrases, unanswered
from bot.records.review.clusters import Cluster
from bot.records.staff.accounts import Role

_PAGE = 25
_MOST_TEXTS = 30
_MOST_COUNTED = 1000
_SORTED_AT_ONCE = 50
_LONGEST_SNOOZE = 365
_VIEWS = ("open", "mine", "snoozed", "done", "outside")
# What the model is less sure of is not put into anybody's mouth.
_LEAST_TO_SUGGEST = 0.5
_MISSING = HTTPException(404, "This group of questions no longer exists.")


class UnansweredPages:
    def __init__(
        self,
        engine: Engine,
        answer_lookup: AnswerLookup,
        clusterer: Clusterer,
        rendering: Rendering,
    ) -> None:
        self._engine = engine
        self._answer_lookup = answer_lookup
        self._clusterer = clusterer
        self._rendering = rendering

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/unanswered", Role.VIEWER, self.list_page),
            StaffRoute("GET", "/unanswered/{id:str}", Role.VIEWER, self.detail_page),
            StaffRoute("POST", "/unanswered/{id:str}/state", Role.EDITOR, self.set_state),
            StaffRoute("POST", "/unanswered/{id:str}/assign", Role.EDITOR, self.assign),
            StaffRoute("POST", "/unanswered/{id:str}/snooze", Role.EDITOR, self.snooze),
        ]

    def list_page(self, request: StaffRequest) -> Response:
        self._clusterer.catch_up(_SORTED_AT_ONCE)
        days, page = date_range_of(request, default_days=30), request.query_number("page")
        view = request.query("view") if request.query("view") in _VIEWS else "open"
        with self._engine.connect() as connection:
            matches = _in_view(connection, request, days, view)
            unsorted = len(unanswered.pending(connection, _MOST_COUNTED))
        return self._rendering.page(
            request,
            "queue.html",
            days=days,
            view=view,
            views=_VIEWS,
            clusters=matches[(page - 1) * _PAGE : page * _PAGE],
            count=len(matches),
            page=page,
            has_more=len(matches) > page * _PAGE,
            unsorted=unsorted,
            most_counted=_MOST_COUNTED,
        )

    def detail_page(self, request: StaffRequest) -> Response:
        with self._engine.connect() as connection:
            cluster = _cluster(connection, request)
            texts = phrases.texts_of_cluster(connection, cluster.id)
            accepted = {phrase.text: phrase for phrase in phrases.pending(connection)}
        near = self._answer_lookup.nearest(cluster.title)
        return self._rendering.page(
            request,
            "cluster.html",
            cluster=cluster,
            texts=texts[:_MOST_TEXTS],
            more=max(0, len(texts) - _MOST_TEXTS),
            accepted=accepted,
            near=near,
            suggested=near.label if near.label and near.score >= _LEAST_TO_SUGGEST else "",
        )

    def set_state(self, request: StaffRequest) -> Response:
        """Mark it done (it comes back when it is asked again), out of scope, or open again."""
        state = request.field("state")
        if state not in {clusters.OPEN, clusters.DONE, clusters.OUT_OF_SCOPE}:
            raise HTTPException(422, "This state does not exist.")
        settled_at = None if state == clusters.OPEN else request.now
        return self._change(
            request, "state", {"state": state}, state=state, settled_at=settled_at, settled_by=None
        )

    def assign(self, request: StaffRequest) -> Response:
        name = request.user.name if request.field("to") == "me" else None
        return self._change(request, "assigned", {"to": name}, assigned_to=name)

    def snooze(self, request: StaffRequest) -> Response:
        text = request.field("days")
        if not text.isdecimal() or len(text) > 3 or int(text) > _LONGEST_SNOOZE:
            raise HTTPException(422, f"Enter a number of days, {_LONGEST_SNOOZE} at most.")
        days = int(text)
        until = request.now + timedelta(days=days) if days else None
        return self._change(request, "snoozed", {"days": days}, snoozed_until=until)

    def _change(
        self, request: StaffRequest, action: str, details: dict[str, Any], **values: Any
    ) -> Response:
        with self._engine.begin() as connection:
            if not clusters.update(connection, request.path_part("id"), **values):
                raise _MISSING
            _record(connection, request, f"unanswered {action}", details)
        return request.redirect_back("/unanswered")


def _cluster(connection: Connection, request: StaffRequest) -> Cluster:
    matches = clusters.load(connection, request.now, cluster_id=request.path_part("id"))
    if not matches:
        raise _MISSING
    return matches[0]


def _record(
    connection: Connection, request: StaffRequest, action: str, details: dict[str, Any]
) -> None:
    audit_entry.record(connection, request, action, request.path_part("id"), details)


def _in_view(
    connection: Connection, request: StaffRequest, days: DateRange, view: str
) -> list[Cluster]:
    return [
        cluster
        for cluster in clusters.load(connection, request.now, since=days.since)
        if cluster.last_at < days.until and _belongs(cluster, view, request)
    ]


def _belongs(cluster: Cluster, view: str, request: StaffRequest) -> bool:
    is_waiting = clusters.is_waiting_for_staff(cluster, request.now)
    if view == "open":
        return is_waiting
    if view == "mine":
        return is_waiting and cluster.assigned_to == request.user.name
    if view == "snoozed":
        return cluster.snoozed_until is not None and cluster.snoozed_until > request.now
    if view == "done":
        return cluster.state == clusters.DONE and not cluster.is_back
    return cluster.state == clusters.OUT_OF_SCOPE
