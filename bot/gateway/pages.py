"""Pages that work without JavaScript: the demonstration site, every answer, and errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from bot.gateway.errors import problem_response
from bot.gateway.request_body import clean
from bot.gateway.search_engines import site_address, structured_data
from bot.knowledge.loader import Knowledge
from bot.knowledge.search import Search
from bot.messages.faq_messages import Message, Messages
from bot.web.template_environment import environment

log = structlog.get_logger("gateway")

_LONGEST_QUERY = 300
# When the accessibility statement was last held against the pages.
_STATEMENT_DATE = date(2026, 11, 27)

TEMPLATES = Path(__file__).parent / "templates"

_SENTENCES = {
    404: "This page does not exist. Please check the address.",
    405: "This address does not allow that action.",
}
_OTHERWISE = "This request could not be processed."
_MOST_MATCHES = 8
_BROKEN = "Something went wrong on our side. Please try again in a moment."


@dataclass(frozen=True)
class Privacy:
    """What the privacy page says: periods, who is responsible, and whom to write to; both may be empty."""

    session_minutes: int
    retention_days: int
    saved_days: int
    controller: str
    email: str


class Pages:
    """`root` is the folder of another site under which visitors see these pages, or empty."""

    def __init__(
        self,
        knowledge: Knowledge,
        messages: Callable[[], Messages],
        privacy: Privacy,
        root: str = "",
        *,
        knows_host: bool = False,
    ) -> None:
        self._knowledge = knowledge
        self._messages = messages
        self._search = Search(knowledge.answers.values(), knowledge.keywords)
        templates = environment(TEMPLATES)
        templates.globals.update(
            contacts=knowledge.contacts,
            sources=knowledge.sources,
            root=root,
            privacy=privacy,
            site=lambda request: site_address(request, root, knows_host=knows_host),
        )
        self._templates = Jinja2Templates(env=templates)

    def routes(self) -> list[Route]:
        return [
            Route("/", self.home),
            Route("/faq", self.faq),
            Route("/faq/{topic}/{name}", self.answer),
            Route("/privacy", self.privacy_page),
            Route("/accessibility", self.accessibility),
        ]

    async def home(self, request: Request) -> Response:
        return self.show(
            request,
            "home.html",
            categories=list(self._knowledge.rules.categories.values()),
            frequent=[self._knowledge.answers[id_] for id_ in self._knowledge.guidance.frequent],
        )

    async def faq(self, request: Request) -> Response:
        """Show every question, and above them those that match `?q=`."""
        query = clean(request.query_params.get("q", ""))[:_LONGEST_QUERY]
        messages = self._messages()
        holding = set(messages.holding(self._knowledge.answers))
        matches = [match for match in self._search.find(query) if match.id in holding][
            :_MOST_MATCHES
        ]
        return self.show(
            request,
            "faq.html",
            topics=self._knowledge.topics,
            holding=holding,
            query=query,
            matches=matches,
            summaries={match.id: _first_line(messages.answer(match.id)) for match in matches},
        )

    async def privacy_page(self, request: Request) -> Response:
        return self.show(request, "privacy.html")

    async def accessibility(self, request: Request) -> Response:
        return self.show(request, "accessibility.html", statement_date=_STATEMENT_DATE)

    async def answer(self, request: Request) -> Response:
        id_ = f"{request.path_params['topic']}/{request.path_params['name']}"
        if id_ not in self._knowledge.answers:
            raise HTTPException(404)
        entry = self._knowledge.answers[id_]
        messages = self._messages()
        message = messages.answer(id_)
        return self.show(
            request,
            "answer.html",
            question=entry.question,
            holds=bool(messages.holding([id_])),
            message=message,
            summary=_first_line(message),
            structured=structured_data(entry, message),
            related=[self._knowledge.answers[other] for other in messages.holding(entry.related)],
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

    def problem(self, request: Request, status: int, sentence: str, again: str = "") -> Response:
        """Show a page that says what was wrong, and leads to where one can begin `again`."""
        return self._error(request, status, "refused", sentence, again)

    def show(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> Response:
        return self._templates.TemplateResponse(request, template, values, status_code=status)

    def _error(
        self, request: Request, status: int, code: str, sentence: str, again: str = ""
    ) -> Response:
        if request.url.path.startswith("/api/"):
            return problem_response(status, code, sentence)
        values = {"status": status, "sentence": sentence, "again": again}
        return self._templates.TemplateResponse(request, "error.html", values, status_code=status)


def _first_line(message: Message) -> str:
    return str(message["text"]).partition("\n")[0]
