"""The figures of some days, with what each means, and the conversations behind each."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import audit_entry, charts, office_time
from bot.console.conflict import conflict_page, replaces
from bot.console.conversation_cache import ConversationCache
from bot.console.date_range import DateRange, date_range_of
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.analytics import abandoned_checks, metrics, phone_calls, statistics
from bot.records.analytics.conversation import MADE_UP
from bot.records.review import clusters
from bot.records.staff.role import Role

_WEEKS = 12
_MOST_DIGITS = 6
_MOST_QUESTIONS = 8
_SPANS = (7, 30, 90)


class OverviewPages:
    def __init__(
        self, context: PageContext, conversation_cache: ConversationCache, zone_name: str
    ) -> None:
        self._zone_name = zone_name
        self._context = context
        self._conversation_cache = conversation_cache

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/overview", Role.VIEWER, self.overview),
            StaffRoute("GET", "/definitions", Role.VIEWER, self.definitions),
            StaffRoute("POST", "/phone-calls", Role.EDITOR, self.save_calls),
        ]

    def overview(self, request: StaffRequest) -> Response:
        days = date_range_of(request)
        return self._context.rendering.page(
            request,
            "overview.html",
            days=days,
            measures=metrics.MEASURES,
            fewest=statistics.FEWEST,
            spans=_spans(request.today),
            **self._figures(days),
        )

    def _figures(self, days: DateRange) -> dict[str, Any]:
        with self._context.engine.connect() as connection:
            conversations = self._conversation_cache.load(connection, days.since, days.until)
            hours = clusters.hours_to_settle(connection, days.since, days.until)
            weeks = phone_calls.latest(connection, _WEEKS)
            earlier = self._conversation_cache.load(
                connection, days.before.since, days.before.until
            )
            abandoned = abandoned_checks.last_questions(connection, conversations)
        report = metrics.report(conversations, office_time.day_in(days.zone))
        return {
            "report": report,
            "before": metrics.report(earlier, office_time.day_in(days.zone)),
            "chart": charts.daily(report.by_day),
            "weeks": weeks,
            "is_made_up": any(talk.session_id.startswith(MADE_UP) for talk in conversations),
            "abandoned": abandoned.most_common(_MOST_QUESTIONS),
            "days_to_settle": median(hours) / 24 if hours else None,
        }

    def definitions(self, request: StaffRequest) -> Response:
        return self._context.rendering.page(
            request,
            "definitions.html",
            measures=metrics.MEASURES,
            zone_name=self._zone_name,
        )

    def save_calls(self, request: StaffRequest) -> Response:
        """Save how many phone calls there were in a week."""
        calls = request.field("calls")
        try:
            day = date.fromisoformat(request.field("week"))
        except ValueError:
            raise HTTPException(422, "Enter a day of the week in the form 2026-11-23.") from None
        if day > request.today:
            raise HTTPException(422, "This week has not begun yet.")
        if not calls.isdecimal() or len(calls) > _MOST_DIGITS:
            raise HTTPException(422, "Enter the number of calls.")
        with self._context.engine.begin() as connection:
            saved = phone_calls.find(connection, day)
            if saved not in {None, int(calls)} and not replaces(request, str(saved)):
                title = f"Calls in the week from {phone_calls.monday_of(day)}"
                now, mine = {title: str(saved)}, {title: calls}
                return conflict_page(self._context.rendering, request, now, mine, str(saved))
            phone_calls.save(connection, day, int(calls), request.user.name, request.now)
            week = str(phone_calls.monday_of(day))
            audit_entry.record(connection, request, "calls noted", week, {"calls": int(calls)})
        return request.redirect_back("/overview")


def _spans(today: date) -> list[tuple[str, date, date]]:
    return [(f"{days} days", today - timedelta(days=days - 1), today) for days in _SPANS]
