"""The questions that got no answer, in groups, and what staff do about each group."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console import audit_entry
from bot.console.clustering import Clusterer
from bot.console.colleagues import assignee, colleagues
from bot.console.conflict import conflict_page, is_outdated
from bot.console.date_range import DateRange, date_range_of
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.review import cluster_evidence, clusters, phrases, unanswered
from bot.records.review.clusters import Cluster, Nearest
from bot.records.staff.role import Role

_PAGE = 25
_MOST_TEXTS = 30
_MOST_COUNTED = 1000
_SORTED_AT_ONCE = 50
_LONGEST_SNOOZE = 365
# What the model is less sure of is not put into anybody's mouth.
_LEAST_TO_SUGGEST = 0.5
_VIEWS = ("open", "mine", "others", "snoozed", "done", "outside", "noise")
_STATES = (clusters.OPEN, clusters.DONE, clusters.OUT_OF_SCOPE, clusters.NOISE)
# What two people may have changed at once, with the words for it.
_SHOWN = {
    "name": "Name",
    "state": "State",
    "assigned_to": "Assigned to",
    "snoozed_until": "Snoozed until",
}
_MISSING = HTTPException(404, "This group of questions no longer exists.")


class UnansweredPages:
    def __init__(self, context: PageContext, clusterer: Clusterer) -> None:
        self._context = context
        self._clusterer = clusterer
        # The model stays what it is while this process runs. No text is kept: it may be erased meanwhile.
        self._nearest: dict[tuple[str, int], Nearest] = {}

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/unanswered", Role.VIEWER, self.list_page),
            StaffRoute("GET", "/unanswered/{id:str}", Role.VIEWER, self.detail_page),
            StaffRoute("POST", "/unanswered/{id:str}/name", Role.EDITOR, self.rename),
            StaffRoute("POST", "/unanswered/{id:str}/split", Role.EDITOR, self.split),
            StaffRoute("POST", "/unanswered/{id:str}/state", Role.EDITOR, self.set_state),
            StaffRoute("POST", "/unanswered/{id:str}/assign", Role.EDITOR, self.assign),
            StaffRoute("POST", "/unanswered/{id:str}/snooze", Role.EDITOR, self.snooze),
        ]

    def list_page(self, request: StaffRequest) -> Response:
        self._clusterer.catch_up(_SORTED_AT_ONCE)
        days, page = date_range_of(request, default_days=30), request.query_number("page")
        view = request.query("view") if request.query("view") in _VIEWS else "open"
        with self._context.engine.connect() as connection:
            matches = in_view(connection, request, days, view)
            unsorted = len(unanswered.pending(connection, _MOST_COUNTED))
            on_page = _by_theme(matches[(page - 1) * _PAGE : page * _PAGE])
            reasons = _reasons(connection, [cluster.id for cluster in on_page])
            working = colleagues(connection)
        return self._context.rendering.page(
            request,
            "queue.html",
            days=days,
            view=view,
            views=_VIEWS,
            clusters=on_page,
            count=len(matches),
            page=page,
            has_more=len(matches) > page * _PAGE,
            unsorted=unsorted,
            most_counted=_MOST_COUNTED,
            reasons=reasons,
            nearest={cluster.id: self._nearest_to(cluster) for cluster in on_page},
            colleagues=working,
        )

    def detail_page(self, request: StaffRequest) -> Response:
        with self._context.engine.connect() as connection:
            cluster = _cluster(connection, request)
            texts = phrases.texts_of_cluster(connection, cluster.id)
            accepted = {phrase.text: phrase for phrase in phrases.pending(connection)}
            messages = cluster_evidence.messages_of(connection, [cluster.id])
            working = colleagues(connection)
        near = self._nearest_to(cluster)
        return self._context.rendering.page(
            request,
            "cluster.html",
            cluster=cluster,
            texts=texts[:_MOST_TEXTS],
            more=max(0, len(texts) - _MOST_TEXTS),
            accepted=accepted,
            near=near,
            suggested=near.label if near.label and near.score >= _LEAST_TO_SUGGEST else "",
            messages=messages[:_MOST_TEXTS],
            colleagues=working,
        )

    def _nearest_to(self, cluster: Cluster) -> Nearest:
        """Return the answer that comes nearest today; which it was when the group began may be outdated."""
        key = cluster.id, hash(cluster.title)
        if key not in self._nearest:
            if len(self._nearest) >= _MOST_COUNTED:
                self._nearest.clear()
            self._nearest[key] = self._context.answer_lookup.nearest(cluster.title)
        return self._nearest[key]

    def set_state(self, request: StaffRequest) -> Response:
        """Mark it done (it comes back when it is asked again), out of scope, noise, or open again."""
        state = request.field("state")
        if state not in _STATES:
            raise HTTPException(422, "This state does not exist.")
        settled_at = None if state == clusters.OPEN else request.now
        return self._change(
            request, "state", {"state": state}, state=state, settled_at=settled_at, settled_by=None
        )

    def assign(self, request: StaffRequest) -> Response:
        with self._context.engine.connect() as connection:
            name = assignee(connection, request)
        return self._change(request, "assigned", {"to": name}, assigned_to=name)

    def snooze(self, request: StaffRequest) -> Response:
        until = snoozed_until(request)
        days = request.field("days")
        return self._change(request, "snoozed", {"days": int(days)}, snoozed_until=until)

    def rename(self, request: StaffRequest) -> Response:
        """Give a group a name; without one its first question names it."""
        name = request.field("name", 200)
        return self._change(request, "named", {"name": name}, name=name)

    def split(self, request: StaffRequest) -> Response:
        """Move some messages of a group into one of their own."""
        with self._context.engine.begin() as connection:
            cluster = _cluster(connection, request)
            if is_outdated(request, cluster.version):
                now = {**current_values(cluster), "Messages": str(cluster.misses)}
                mine = {
                    **current_values(cluster),
                    "Messages": "the ticked ones in a group of their own",
                }
                return conflict_page(self._context.rendering, request, now, mine, cluster.version)
            new = clusters.split(connection, cluster.id, request.fields("turn"), request.now)
            if new is None:
                raise HTTPException(422, "Choose some of the messages, and not all of them.")
            _record(connection, request, "unanswered split", {"into": new})
        return RedirectResponse(f"/unanswered/{new}", 303)

    def _change(
        self, request: StaffRequest, action: str, details: dict[str, Any], **values: Any
    ) -> Response:
        with self._context.engine.begin() as connection:
            cluster = _cluster(connection, request)
            if is_outdated(request, cluster.version):
                now = current_values(cluster)
                mine = {
                    title: _in_words(values[name]) if name in values else now[title]
                    for name, title in _SHOWN.items()
                }
                return conflict_page(self._context.rendering, request, now, mine, cluster.version)
            clusters.update(connection, cluster.id, **values)
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


def in_view(
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
    if view == "others":
        return is_waiting and cluster.assigned_to not in {None, request.user.name}
    if view == "noise":
        return cluster.state == clusters.NOISE
    if view == "snoozed":
        return cluster.snoozed_until is not None and cluster.snoozed_until > request.now
    if view == "done":
        return cluster.state == clusters.DONE and not cluster.is_back
    return cluster.state == clusters.OUT_OF_SCOPE


def _by_theme(listed: list[Cluster]) -> list[Cluster]:
    """Return groups of one theme together; the theme with the heaviest group comes first."""
    places = {cluster.theme: place for place, cluster in reversed(list(enumerate(listed)))}
    return sorted(listed, key=lambda cluster: places[cluster.theme])


def _reasons(connection: Connection, ids: list[str]) -> dict[str, list[str]]:
    """Return by group why visitors said "No", and what they wrote."""
    reasons: dict[str, list[str]] = {}
    for message in cluster_evidence.messages_of(connection, ids):
        if message.is_rated_no:
            words = (message.reason or "").replace("_", " ") or "no reason given"
            text = f"{words}: “{message.comment}”" if message.comment else words
            reasons.setdefault(message.cluster_id, []).append(text)
    return {id_: list(dict.fromkeys(texts)) for id_, texts in reasons.items()}


def snoozed_until(request: StaffRequest) -> datetime | None:
    text = request.field("days")
    if not text.isdecimal() or len(text) > 3 or int(text) > _LONGEST_SNOOZE:
        raise HTTPException(422, f"Enter a number of days, {_LONGEST_SNOOZE} at most.")
    return request.now + timedelta(days=int(text)) if int(text) else None


def current_values(cluster: Cluster) -> dict[str, str]:
    """Return by title what two people may have changed at once."""
    return {title: _in_words(getattr(cluster, name)) for name, title in _SHOWN.items()}


def _in_words(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return str(value or "")
