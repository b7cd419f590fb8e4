"""The figures of some days, with what each means, and the conversations behind each."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median

from sqlalchemy.engine import Engine
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import charts, exports
from bot.console.access import StaffRoute
from bot.console.conversation_cache import ConversationCache
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest, date_range_of
from bot.records.analytics import abandoned_checks, metrics, phone_calls, statistics
from bot.records.analytics.conversation import MADE_UP
from bot.records.review import clusters
from bot.records.staff import audit
from bot.records.staff.accounts import Role

_WEEKS = 12
_MOST_DIGITS = 6


class OverviewPages:
    def __init__(self, engine: Engine, counting: ConversationCache, rendering: Rendering) -> None:
        self._engine = engine
        self._counting = counting
        self._rendering = rendering

    def doors(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/", Role.VIEWER, self.show),
            StaffRoute("GET", "/definitions", Role.VIEWER, self.definitions),
            StaffRoute("POST", "/phone-calls", Role.EDITOR, self.keep_calls),
            StaffRoute("GET", "/days.csv", Role.VIEWER, self.days),
            StaffRoute("GET", "/conversations.csv", Role.EDITOR, self.one_a_conversation),
            StaffRoute("GET", "/turns.csv", Role.EDITOR, self.one_a_turn),
        ]

    def show(self, visit: StaffRequest) -> Response:
        days = date_range_of(visit)
        with self._engine.connect() as connection:
            found = self._counting.load(connection, days.since, days.until)
            settled = clusters.hours_to_settle(connection)
            weeks = phone_calls.latest(connection, _WEEKS)
            dropped = abandoned_checks.last_questions(connection, found)
        report = metrics.report(found)
        today = visit.now.date()
        return self._rendering.page(
            visit,
            "overview.html",
            days=days,
            report=report,
            measures=metrics.MEASURES,
            chart=charts.daily(report.by_day),
            weeks=weeks,
            fewest=statistics.FEWEST,
            is_made_up=any(one.session_id.startswith(MADE_UP) for one in found),
            stopped=dropped.most_common(8),
            days_to_settle=median(settled) / 24 if settled else None,
            spans=[
                (name, today - timedelta(days=back - 1), today)
                for name, back in (("7 days", 7), ("30 days", 30), ("90 days", 90))
            ],
        )

    def definitions(self, visit: StaffRequest) -> Response:
        return self._rendering.page(visit, "definitions.html", measures=metrics.MEASURES)

    def keep_calls(self, visit: StaffRequest) -> Response:
        """Keep how many calls a week brought."""
        calls = visit.filled("calls")
        try:
            day = date.fromisoformat(visit.filled("week"))
        except ValueError:
            raise HTTPException(422, "A day of the week is needed, as in 2026-11-23.") from None
        if not calls.isdecimal() or len(calls) > _MOST_DIGITS:
            raise HTTPException(422, "The number of calls is needed.")
        with self._engine.begin() as connection:
            phone_calls.save(connection, day, int(calls), visit.me.name, visit.now)
            week = str(phone_calls.monday_of(day))
            details = {"calls": int(calls)}
            audit.append(connection, visit.now, visit.me.name, "calls noted", week, details)
        return visit.back("/")

    def days(self, visit: StaffRequest) -> Response:
        days = date_range_of(visit)
        with self._engine.connect() as connection:
            report = metrics.report(self._counting.load(connection, days.since, days.until))
        head = ("day", "conversations", "answered", "unanswered", "callbacks", "errors")
        rows = ((day, *(count[name] for name in head[1:])) for day, count in report.by_day.items())
        return exports.csv_response(f"days-{days.first}-{days.last}", head, rows, bom=_bom(visit))

    def one_a_conversation(self, visit: StaffRequest) -> Response:
        days = date_range_of(visit)
        with self._engine.connect() as connection:
            found = self._counting.load(connection, days.since, days.until)
        self._note(visit, "conversations", days.query, len(found))
        name = f"conversations-{days.first}-{days.last}"
        return exports.csv_response(
            name, exports.CONVERSATION, map(exports.conversation, found), bom=_bom(visit)
        )

    def one_a_turn(self, visit: StaffRequest) -> Response:
        days = date_range_of(visit)
        with self._engine.connect() as connection:
            rows = exports.turns_of(connection, days.since, days.until)
        self._note(visit, "turns", days.query, len(rows))
        return exports.csv_response(
            f"turns-{days.first}-{days.last}", exports.TURN, rows, bom=_bom(visit)
        )

    def _note(self, visit: StaffRequest, what: str, days: str, rows: int) -> None:
        with self._engine.begin() as connection:
            audit.append(
                connection, visit.now, visit.me.name, "exported", what, {"days": days, "rows": rows}
            )


def _bom(visit: StaffRequest) -> bool:
    return bool(visit.asked("bom"))
