"""The pages that answers rest on, to search through: whose they are, what stands on them, what cites them."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.answer_form import line_of
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.source_catalogue import by_publisher, cited_by
from bot.console.staff_route import StaffRoute
from bot.records.staff.role import Role

_LONGEST = 100


class SourcePages:
    def __init__(self, context: PageContext) -> None:
        self._knowledge = context.knowledge
        self._rendering = context.rendering

    def routes(self) -> list[StaffRoute]:
        return [StaffRoute("GET", "/knowledge/sources", Role.VIEWER, self.list_page)]

    def list_page(self, request: StaffRequest) -> Response:
        words = request.query("words", _LONGEST)
        publishers = by_publisher(self._knowledge, words)
        pages = [page for publisher in publishers for page in publisher.pages]
        return self._rendering.page(
            request,
            "sources.html",
            words=words,
            publishers=publishers,
            count=len(pages),
            cited_by=cited_by(self._knowledge, pages),
            line_of=line_of,
        )
