"""The eligibility check as plain pages, and the calendar file: everything stands in the address.

No session, nothing kept: the same rules as in the conversation, for whoever has no JavaScript, and
printable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.dues.calendar import to_icalendar
from bot.dues.timeline import Event, after_training, on_retiring
from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import check
from bot.errors import ProfileError
from bot.gateway.errors import problem_response
from bot.gateway.pages import Pages
from bot.knowledge.attributes import AnswerKind
from bot.knowledge.loader import Knowledge
from bot.messages.guide_messages import GuidedMessages

_MOST_ANSWERS = 40
_NO_DAY = "A day is needed, as in 2027-06-30, under `training_ends` or `retires`."


class EligibilityPages:
    def __init__(self, knowledge: Knowledge, pages: Pages, today: Callable[[], date]) -> None:
        self._knowledge = knowledge
        self._pages = pages
        self._today = today
        self._eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)

    def routes(self) -> list[Route]:
        return [
            Route("/eligibility", self.check),
            Route("/calendar.ics", self.calendar),
            Route("/api/timeline", self.timeline),
        ]

    async def check(self, request: Request) -> Response:
        """Ask the next question, or show the decision, from the answers in the address."""
        try:
            told = self._told(request.query_params)
            profile = check(told, self._knowledge.attributes)
            today = self._today()
            decision = self._eligibility.decide(profile, today)
            asked = self._eligibility.next_question(profile, today)
        except ProfileError as error:
            return self._pages.problem(request, 422, f"This answer cannot be used: {error}.")
        guided = GuidedMessages(self._knowledge, self._eligibility, today)
        shown = asked is None or "result" in request.query_params
        blocks = []
        if shown:
            blocks = guided.decision_blocks(decision, profile)
            if decision.dues.lines:
                blocks += guided.quote_blocks(decision, profile)[1:]
            blocks += guided.checklist_blocks(decision, profile)[:1] if decision.rule else []
        return self._pages.show(
            request,
            "eligibility.html",
            answers=[_Answer(guided.said(name, told[name]), _without(told, name)) for name in told],
            told=list(_pairs(told)),
            asked=None if asked is None else self._knowledge.attributes[asked],
            kinds=AnswerKind,
            blocks=blocks,
            result=None
            if shown or not told
            else f"/eligibility?{urlencode([*_pairs(told), ('result', '1')])}",
            today=today,
        )

    async def calendar(self, request: Request) -> Response:
        """Return the dates that follow `training_ends` or `retires` as an iCalendar file."""
        events = self._events(request.query_params)
        if events is None:
            return self._pages.problem(request, 422, _NO_DAY)
        return Response(
            to_icalendar(events, self._today()),
            media_type="text/calendar",
            headers={"Content-Disposition": 'attachment; filename="membership.ics"'},
        )

    async def timeline(self, request: Request) -> Response:
        """Return the same dates as JSON."""
        events = self._events(request.query_params)
        if events is None:
            return problem_response(422, "no_day", _NO_DAY)
        return JSONResponse({"events": [event.as_dict() for event in events]})

    def _events(self, query: QueryParams) -> tuple[Event, ...] | None:
        """None where neither day is given, or it is no day."""
        ends, retires = query.get("training_ends"), query.get("retires")
        try:
            if ends:
                return after_training(date.fromisoformat(ends), self._knowledge)
            return on_retiring(date.fromisoformat(retires or ""), self._knowledge)
        except (ValueError, OverflowError):
            return None

    def _told(self, query: QueryParams) -> dict[str, Any]:
        """Return what the address tells; empty fields of a form tell nothing."""
        told: dict[str, Any] = {}
        for name, value in query.multi_items()[:_MOST_ANSWERS]:
            attribute = self._knowledge.attributes.get(name)
            if name == "result" or not value:
                continue
            if attribute is not None and attribute.kind is AnswerKind.CHOICES:
                told.setdefault(name, []).append(value)
            else:
                told[name] = value
        return told


class _Answer:
    def __init__(self, said: str, change: str) -> None:
        self.said = said
        self.change = change


def _pairs(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, str(one))
        for name, value in told.items()
        for one in (value if isinstance(value, list) else [value])
    ]


def _without(told: Mapping[str, Any], name: str) -> str:
    rest = {key: value for key, value in told.items() if key != name}
    return f"/eligibility?{urlencode(_pairs(rest))}"
