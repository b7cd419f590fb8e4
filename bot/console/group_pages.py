"""Several groups of unanswered questions at once: set, merge, assign, and all of them as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import audit_entry
from bot.console.date_range import date_range_of
from bot.console.exports import csv_response
from bot.console.label_words import in_words
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.console.unanswered_pages import in_view
from bot.knowledge.loader import Knowledge
from bot.records.conversations.redaction import redact
from bot.records.review import clusters, evidence
from bot.records.review.clusters import Cluster
from bot.records.staff.role import Role

_HEAD = (
    *("group", "name", "theme", "visitors", "messages", "state", "assigned to", "nearest answer"),
    *("at", "channel", "text", "reply", "rated no", "reason", "comment", "conversation", "calls"),
)
_STATES = {"done": clusters.DONE, "outside": clusters.OUT_OF_SCOPE, "noise": clusters.NOISE}


class GroupPages:
    def __init__(self, context: PageContext) -> None:
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/unanswered.csv", Role.VIEWER, self.download),
            StaffRoute("POST", "/unanswered", Role.EDITOR, self.change_several),
        ]

    def change_several(self, request: StaffRequest) -> Response:
        """Merge the groups that are ticked, or settle, assign or put away each of them."""
        ids, action = request.fields("group"), request.field("do")
        if len(ids) < (2 if action == "merge" else 1):
            raise HTTPException(422, "Tick the groups first; merging needs two at least.")
        with self._context.engine.begin() as connection:
            chosen = self._chosen(connection, request, ids)
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
        if action == "mine":
            values: dict[str, Any] = {"assigned_to": request.user.name}
        elif action in _STATES:
            values = {"state": _STATES[action], "settled_at": request.now}
        else:
            raise HTTPException(422, "This cannot be done with several groups.")
        for cluster in chosen:
            clusters.update(connection, cluster.id, **values)
            self._record(connection, request, "unanswered state", cluster.id, {"do": action})

    def download(self, request: StaffRequest) -> Response:
        """Return every message of a view: one row each, texts redacted once more."""
        days, view = date_range_of(request, default_days=30), request.query("view") or "open"
        with self._context.engine.connect() as connection:
            listed = {cluster.id: cluster for cluster in in_view(connection, request, days, view)}
            messages = evidence.messages_of(connection, list(listed))
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


def _rows(
    listed: dict[str, Cluster], messages: list[evidence.Message], knowledge: Knowledge
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
