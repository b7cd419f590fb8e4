"""The pages that answers rest on, to search through: whose they are, what stands on them, what cites them."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.answer_form import line_of
from bot.console.page_comparison import compare
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.source_catalogue import by_publisher, cited_by
from bot.console.staff_route import StaffRoute
from bot.records.staff.role import Role

_LONGEST, _LONGEST_PAGE = 100, 60_000


class SourcePages:
    def __init__(self, context: PageContext) -> None:
        self._knowledge = context.knowledge
        self._rendering = context.rendering

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/knowledge/sources", Role.VIEWER, self.list_page),
            StaffRoute("GET", "/knowledge/sources/{id:str}", Role.VIEWER, self.detail_page),
            StaffRoute("POST", "/knowledge/sources/{id:str}", Role.EDITOR, self.compare),
        ]

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

    def detail_page(self, request: StaffRequest) -> Response:
        return self._page(request, "")

    def compare(self, request: StaffRequest) -> Response:
        """Say which quoted words no longer stand on a page; its text is not kept."""
        text = request.field("text", _LONGEST_PAGE)
        if not text:
            raise HTTPException(422, "Paste the page as it reads today.")
        return self._page(request, text)

    def _page(self, request: StaffRequest, text: str) -> Response:
        page = self._knowledge.sources.get(request.path_part("id"))
        if page is None:
            raise HTTPException(404, "This page is none that answers rest on.")
        rows = compare(self._knowledge, page.id, text)
        return self._rendering.page(
            request, "source.html", page=page, rows=rows, is_compared=bool(text)
        )
