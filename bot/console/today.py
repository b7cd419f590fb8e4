"""The first page: what waits for staff today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.engine import Connection
from starlette.responses import Response

from bot.console import dues_changes, freshness
from bot.console.open_work import DAYS
from bot.console.page_comparison import gone_quotes
from bot.console.page_context import PageContext
from bot.console.rendering import age
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.knowledge.faq import Answer
from bot.knowledge.loader import money
from bot.records.analytics import bad_ratings
from bot.records.conversations import callbacks
from bot.records.review import clusters, page_comparisons
from bot.records.staff.role import Role

_MOST = 6
_WEEK = timedelta(days=7)
LATE = timedelta(hours=24)


class TodayPage:
    def __init__(self, context: PageContext, review_days: int) -> None:
        self._context = context
        self._review = timedelta(days=review_days)

    def routes(self) -> list[StaffRoute]:
        return [StaffRoute("GET", "/", Role.VIEWER, self.today)]

    def today(self, request: StaffRequest) -> Response:
        today = self._context.today()
        with self._context.engine.connect() as connection:
            values = {
                **self._callbacks(connection, request),
                **_groups(connection, request),
                "badly_rated": self._badly_rated(connection, request),
                "changed": self._changed(connection),
            }
        answers = self._context.knowledge.answers.values()
        due = freshness.due_for_review(answers, self._review, today)
        return self._context.rendering.page(
            request,
            "today.html",
            today=today,
            week_ago=today - _WEEK + timedelta(days=1),
            due=due[:_MOST],
            due_count=len(due),
            ending=freshness.ending(answers, today),
            dues_changes=dues_changes.upcoming(self._context.knowledge, today),
            next_year=today.year + 1,
            money=money,
            age=age,
            **values,
        )

    def _callbacks(self, connection: Connection, request: StaffRequest) -> dict[str, Any]:
        """Return the open call-backs by reference and topic: contact data stand on their own page."""
        if not request.user.role.may(Role.EDITOR):
            return {"callbacks": [], "callback_counts": {}, "late": 0}
        name = request.user.name
        waiting = callbacks.page(connection, "mine", name, _MOST) + callbacks.page(
            connection, "new", name, _MOST
        )
        return {
            "callbacks": waiting[:_MOST],
            "callback_counts": callbacks.counts(connection, name),
            "late": callbacks.count_before(connection, request.now - LATE),
        }

    def _badly_rated(
        self, connection: Connection, request: StaffRequest
    ) -> list[tuple[Answer, int]]:
        by_label = {answer.label: answer for answer in self._context.knowledge.answers.values()}
        counts = bad_ratings.count(connection, request.now - _WEEK)
        return [(by_label[label], n) for label, n in counts.items() if label in by_label][:_MOST]

    def _changed(self, connection: Connection) -> list[Answer]:
        """Return the answers that quote words which no longer stand on their page."""
        comparisons = page_comparisons.load(connection)
        answers = self._context.knowledge.answers.values()
        return [answer for answer in answers if gone_quotes(answer, comparisons)]


def _groups(connection: Connection, request: StaffRequest) -> dict[str, Any]:
    """Return the groups of unanswered questions that wait: what came back first, then the heaviest."""
    now = request.now
    waiting = [
        group
        for group in clusters.load(connection, now, since=now - timedelta(days=DAYS))
        if clusters.is_waiting_for_staff(group, now)
    ]
    waiting.sort(key=lambda group: not group.is_back)
    return {
        "groups": waiting[:_MOST],
        "new_groups": sum(group.first_at > now - _WEEK for group in waiting),
        "returned_groups": sum(group.is_back for group in waiting),
        "all_groups": len(waiting),
        "is_new": lambda group: group.first_at > now - _WEEK,
    }
