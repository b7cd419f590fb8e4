"""Pages that work without JavaScript: the demonstration site, every answer, and errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from bot.gateway.errors import problem_response
from bot.gateway.request_body import clean
from bot.knowledge.loader import Knowledge
from bot.knowledge.search import Search
from bot.messages.faq_messages import Message, Messages
from bot.web.template_environment import environment

log = structlog.get_logger("gateway")

_LONGEST_QUERY = 300
# What the demonstration page shows; the order is the reading order.
_FREQUENT = (
    "membership/who_can_join",
    "membership/medical_student_dues",
    "membership/training_dues",
    "membership/general_dues",
    "membership/how_to_apply",
    "membership/enrollment_verification",
)

TEMPLATES = Path(__file__).parent / "templates"

_SENTENCES = {
    404: "This page does not exist. Please check the address.",
    405: "This address does not allow that action.",
}
_OTHERWISE = "This request could not be processed."
_BROKEN = "Something went wrong on our side. Please try again in a moment."


class Pages:
    """`root` is the folder of another site under which visitors see these pages, or empty."""

    def __init__(
        self,
        knowledge: Knowledge,
        messages: Callable[[], Messages],
        session_minutes: int = 30,
        root: str = "",
        retention_days: int = 90,
    ) -> None:
        self._knowledge = knowledge
        self._messages = messages
        self._search = Search(knowledge.answers.values())
        self._times = {"session_minutes": session_minutes, "retention_days": retention_days}
        self._root = root
        templates = environment(TEMPLATES)
        templates.globals.update(contacts=knowledge.contacts, sources=knowledge.sources, root=root)
        self._templates = Jinja2Templates(env=templates)

    def routes(self) -> list[Route]:
        return [
            Route("/", self.home),
            Route("/faq", self.faq),
            Route("/faq/{topic}/{name}", self.answer),
            Route("/privacy", self.privacy),
            Route("/accessibility", self.accessibility),
            Route("/robots.txt", self.robots),
            Route("/favicon.ico", self.icon),
        ]

    async def home(self, request: Request) -> Response:
        return self.show(
            request,
            "home.html",
            categories=list(self._knowledge.rules.categories.values()),
            frequent=[self._knowledge.answers[id_] for id_ in _FREQUENT],
        )

    async def faq(self, request: Request) -> Response:
        """Show every question, and above them those that match `?q=`."""
        query = clean(request.query_params.get("q", ""))[:_LONGEST_QUERY]
        matches = self._search.find(query)
        messages = self._messages()
        return self.show(
            request,
            "faq.html",
            topics=self._knowledge.topics,
            query=query,
            matches=matches,
            summaries={match.id: _first_line(messages.answer(match.id)) for match in matches},
        )

    async def privacy(self, request: Request) -> Response:
        return self.show(request, "privacy.html", **self._times)

    async def accessibility(self, request: Request) -> Response:
        return self.show(request, "accessibility.html")

    async def robots(self, _: Request) -> Response:
        """Let search engines read the answers, and nothing that changes from visitor to visitor."""
        return PlainTextResponse(
            f"User-agent: *\nDisallow: {self._root}/api/\nDisallow: {self._root}/eligibility?\n"
        )

    async def icon(self, _: Request) -> Response:
        """Return nothing: the pages name no icon, and browsers ask all the same."""
        return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})

    async def answer(self, request: Request) -> Response:
        id_ = f"{request.path_params['topic']}/{request.path_params['name']}"
        if id_ not in self._knowledge.answers:
            raise HTTPException(404)
        entry = self._knowledge.answers[id_]
        return self.show(
            request,
            "answer.html",
            question=entry.question,
            message=self._messages().answer(id_),
            related=[self._knowledge.answers[other] for other in entry.related],
        )

    async def http_error(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        sentence = _SENTENCES.get(error.status_code, _OTHERWISE)
        code = "not_found" if error.status_code == 404 else "refused"
        return self._error(request, error.status_code, code, sentence)

    async def broken(self, request: Request, error: Exception) -> Response:
        route = getattr(request.scope.get("route"), "path", "-")
        log.error("broken", route=route, error=type(error).__name__)
        return self._error(request, 500, "broken", _BROKEN)

    def problem(self, request: Request, status: int, sentence: str) -> Response:
        """Show a page that says what was wrong."""
        return self._error(request, status, "refused", sentence)

    def show(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> Response:
        return self._templates.TemplateResponse(request, template, values, status_code=status)

    def _error(self, request: Request, status: int, code: str, sentence: str) -> Response:
        if request.url.path.startswith("/api/"):
            return problem_response(status, code, sentence)
        values = {"status": status, "sentence": sentence}
        return self._templates.TemplateResponse(request, "error.html", values, status_code=status)


def _first_line(message: Message) -> str:
    return str(message["text"]).partition("\n")[0]
