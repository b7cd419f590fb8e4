"""The figures and conversations of some days as CSV files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from starlette.responses import Response

from bot.console import audit_entry, exports, office_time
from bot.console.conversation_cache import ConversationCache
from bot.console.date_range import DateRange, date_range_of
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.analytics import metrics
from bot.records.analytics.conversation import Conversation
from bot.records.conversations import callbacks, consent
from bot.records.staff.role import Role

_DAYS_OF_CALLBACKS = 30
_DAY = ("day", "conversations", "answered", "unanswered", "callbacks", "errors")


class DownloadPages:
    def __init__(self, context: PageContext, conversation_cache: ConversationCache) -> None:
        self._context = context
        self._conversation_cache = conversation_cache

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/days.csv", Role.VIEWER, self.days),
            StaffRoute("GET", "/conversations.csv", Role.EDITOR, self.conversations),
            StaffRoute("GET", "/turns.csv", Role.EDITOR, self.turns),
            StaffRoute("GET", "/callbacks.csv", Role.EDITOR, self.callbacks),
        ]

    def days(self, request: StaffRequest) -> Response:
        days = date_range_of(request)
        report = metrics.report(self._conversations(days), office_time.day_in(days.zone))
        rows = ((day, *(count[name] for name in _DAY[1:])) for day, count in report.by_day.items())
        return _file(request, "days", days, _DAY, rows)

    def conversations(self, request: StaffRequest) -> Response:
        days = date_range_of(request)
        with self._context.engine.connect() as connection:
            withheld = consent.withheld(connection)
        conversations = [
            talk for talk in self._conversations(days) if talk.session_id not in withheld
        ]
        self._record(request, "conversations", days, len(conversations))
        rows = (exports.conversation_row(talk, days.zone) for talk in conversations)
        return _file(request, "conversations", days, exports.CONVERSATION, rows)

    def turns(self, request: StaffRequest) -> Response:
        days = date_range_of(request)
        with self._context.engine.connect() as connection:
            turns = exports.load_turns(connection, days.since, days.until)
        self._record(request, "turns", days, len(turns))
        # Each text is redacted as its row is sent: all of a quarter would keep the reader waiting.
        rows = (exports.turn_row(turn, days.zone) for turn in turns)
        return _file(request, "turns", days, exports.TURN, rows)

    def callbacks(self, request: StaffRequest) -> Response:
        """Return the call-backs of some days, without what tells who asked: that stands on their page."""
        days = date_range_of(request, default_days=_DAYS_OF_CALLBACKS)
        with self._context.engine.connect() as connection:
            listed = callbacks.between(connection, days.since, days.until)
        self._record(request, "call-backs", days, len(listed))
        rows = (exports.callback_row(callback, days.zone) for callback in listed)
        return _file(request, "call-backs", days, exports.CALLBACK, rows)

    def _conversations(self, days: DateRange) -> list[Conversation]:
        with self._context.engine.connect() as connection:
            return self._conversation_cache.load(connection, days.since, days.until)

    def _record(self, request: StaffRequest, name: str, days: DateRange, rows: int) -> None:
        details = {"days": days.query, "rows": rows}
        with self._context.engine.begin() as connection:
            audit_entry.record(connection, request, "exported", name, details)


def _file(
    request: StaffRequest,
    name: str,
    days: DateRange,
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> Response:
    file_name = f"{name}-{days.first}-{days.last}"
    return exports.csv_response(file_name, head, rows, bom=bool(request.query("bom")))
