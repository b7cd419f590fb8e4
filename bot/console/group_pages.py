"""Several groups of unanswered questions at once: set, merge, assign, and all of them as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import audit_entry
from bot.console.colleagues import assignee
from bot.console.conflict import conflict_page
from bot.console.date_range import date_range_of
from bot.console.exports import csv_response
from bot.console.label_words import in_words
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.console.unanswered_pages import current_values, in_view, snoozed_until
from bot.knowledge.loader import Knowledge
from bot.records.conversations.redaction import redact
from bot.records.review import cluster_evidence, clusters
from bot.records.review.clusters import Cluster
from bot.records.staff.role import Role

_HEAD = (
    *("group", "name", "theme", "visitors", "messages", "state", "assigned to"),
    "nearest answer when it began",
    *("at", "channel", "text", "reply", "rated no", "reason", "comment", "conversation", "calls"),
)
_STATES = {"done": clusters.DONE, "outside": clusters.OUT_OF_SCOPE, "noise": clusters.NOISE}
_TITLES = {
    "merge": "merged",
    "mine": "assigned to you",
    "assign": "assigned",
    "snooze": "snoozed",
    "done": "completed",
    "outside": "out of scope",
    "noise": "noise",
}


class GroupPages:
    def __init__(self, context: PageContext) -> None:
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/unanswered.csv", Role.VIEWER, self.download),
            StaffRoute("POST", "/unanswered", Role.EDITOR, self.change_several),
        ]

    def change_several(self, request: StaffRequest) -> Response:
        """Merge the groups that are ticked, or settle, assign, snooze or put away each of them."""
        seen, action = _versions_seen(request), request.field("do")
        if len(seen) < (2 if action == "merge" else 1):
            raise HTTPException(422, "Tick the groups first; merging needs two at least.")
        with self._context.engine.begin() as connection:
            chosen = self._chosen(connection, request, list(seen))
            changed = [c for c in chosen if seen[c.id] not in {"", str(c.version)}]
            if changed:
                return self._conflict(request, chosen, changed)
            if action == "merge":
                # The group that most people asked for keeps its place and name.
                target = max(chosen, key=lambda cluster: (cluster.visitors, cluster.misses))
                others = [cluster.id for cluster in chosen if cluster.id != target.id]
                clusters.merge(connection, target.id, others)
                self._record(connection, request, "unanswered merged", target.id, {"from": others})
            else:
                self._change_each(connection, request, chosen, action)
        return request.redirect_back("/unanswered")

    def _change_each(
        self, connection: Connection, request: StaffRequest, chosen: list[Cluster], action: str
    ) -> None:
        name, values, details = _wanted(connection, request, action)
        for cluster in chosen:
            clusters.update(connection, cluster.id, **values)
            self._record(connection, request, f"unanswered {name}", cluster.id, details)

    def _conflict(
        self, request: StaffRequest, chosen: list[Cluster], changed: list[Cluster]
    ) -> Response:
        """Show the groups that somebody changed since the list was opened."""
        action = request.field("do")
        now = {
            cluster.title: "; ".join(
                f"{title}: {value}" for title, value in current_values(cluster).items() if value
            )
            for cluster in changed
        }
        mine = dict.fromkeys(now, _TITLES.get(action, action))
        fields = [
            *(("group", f"{cluster.id}:{cluster.version}") for cluster in chosen),
            *((name, request.field(name)) for name in ("do", "to", "days", "back")),
        ]
        return conflict_page(self._context.rendering, request, now, mine, "", fields)

    def download(self, request: StaffRequest) -> Response:
        """Return every message of a view: one row each, texts redacted once more."""
        days, view = date_range_of(request, default_days=30), request.query("view") or "open"
        with self._context.engine.connect() as connection:
            listed = {cluster.id: cluster for cluster in in_view(connection, request, days, view)}
            messages = cluster_evidence.messages_of(connection, list(listed))
        details = {"view": view, "days": days.query, "rows": len(messages)}
        with self._context.engine.begin() as connection:
            audit_entry.record(connection, request, "exported", "unanswered", details)
        return csv_response(
            "unanswered", _HEAD, _rows(listed, messages, self._context.knowledge), bom=True
        )

    def _chosen(
        self, connection: Connection, request: StaffRequest, ids: list[str]
    ) -> list[Cluster]:
        loaded = clusters.load(connection, request.now)
        chosen = [cluster for cluster in loaded if cluster.id in set(ids)]
        if len(chosen) != len(ids):
            raise HTTPException(404, "One of these groups no longer exists.")
        return chosen

    def _record(
        self,
        connection: Connection,
        request: StaffRequest,
        action: str,
        about: str,
        details: dict[str, Any],
    ) -> None:
        audit_entry.record(connection, request, action, about, details)


def _versions_seen(request: StaffRequest) -> dict[str, str]:
    """Return each ticked group with the version that the list had; empty where it named none."""
    ticked = (value.partition(":") for value in request.fields("group"))
    return {id_: version for id_, _, version in ticked}


def _wanted(
    connection: Connection, request: StaffRequest, action: str
) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return how the audit calls a change of several groups, what it sets, and what the audit says of it."""
    if action in _STATES:
        values = {"state": _STATES[action], "settled_at": request.now, "settled_by": None}
        return "state", values, {"do": action}
    if action == "mine":
        return "assigned", {"assigned_to": request.user.name}, {"to": request.user.name}
    if action == "assign":
        name = assignee(connection, request)
        return "assigned", {"assigned_to": name}, {"to": name}
    if action == "snooze":
        until = snoozed_until(request)
        return "snoozed", {"snoozed_until": until}, {"days": int(request.field("days"))}
    raise HTTPException(422, "This cannot be done with several groups.")


def _rows(
    listed: dict[str, Cluster], messages: list[cluster_evidence.Message], knowledge: Knowledge
) -> Iterator[tuple[object, ...]]:
    for message in messages:
        cluster = listed[message.cluster_id]
        yield (
            *(cluster.id, redact(cluster.title).text, in_words(cluster.theme, knowledge)),
            *(cluster.visitors, cluster.misses, cluster.state, cluster.assigned_to),
            *(cluster.nearest, message.at, "phone" if message.is_phone else "chat"),
            *(redact(message.text or "").text, message.label, message.is_rated_no),
            *(message.reason, redact(message.comment or "").text, message.session_id),
            cluster.calls,
        )
