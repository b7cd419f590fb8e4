"""The dates that follow the end of training or retirement, as a calendar file and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.dues.calendar_file import to_icalendar
from bot.dues.timeline import Event, after_training, on_retiring
from bot.eligibility.profile import day_of
from bot.errors import ImpossibleDates
from bot.gateway.errors import problem_response
from bot.gateway.pages import Pages
from bot.knowledge.loader import Knowledge

_NO_DAY = "A date such as 2027-06-30 is needed in `training_ends` or `retires`."


class Timeline:
    def __init__(self, knowledge: Knowledge, pages: Pages, now: Callable[[], datetime]) -> None:
        self._knowledge = knowledge
        self._pages = pages
        self._now = now

    def routes(self) -> list[Route]:
        return [Route("/calendar.ics", self.calendar), Route("/api/timeline", self.events)]

    async def calendar(self, request: Request) -> Response:
        """Return the dates that follow `training_ends` or `retires` as an iCalendar file."""
        events = self._events(request.query_params)
        if events is None:
            return self._pages.problem(request, 422, _NO_DAY)
        return Response(
            to_icalendar(events, self._now()),
            media_type="text/calendar",
            headers={"Content-Disposition": 'attachment; filename="membership.ics"'},
        )

    async def events(self, request: Request) -> Response:
        """Return the same dates as JSON."""
        events = self._events(request.query_params)
        if events is None:
            return problem_response(422, "no_day", _NO_DAY)
        return JSONResponse({"events": [event.as_dict() for event in events]})

    def _events(self, query: QueryParams) -> tuple[Event, ...] | None:
        """Return None where neither date is in the address, or it is not a date."""
        ends, retires = query.get("training_ends"), query.get("retires")
        try:
            if ends:
                return after_training(day_of("training_ends", ends), self._knowledge)
            return on_retiring(day_of("retires", retires), self._knowledge)
        except ImpossibleDates:
            return None
