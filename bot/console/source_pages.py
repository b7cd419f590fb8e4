"""The pages that answers rest on, to search through: whose they are, what stands on them, what cites them."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import audit_entry
from bot.console.answer_form import line_of
from bot.console.page_comparison import QuotedWords, compare, sha256
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.source_catalogue import by_publisher, cited_by
from bot.console.staff_route import StaffRoute
from bot.knowledge.sources import Source
from bot.records.review import page_comparisons
from bot.records.review.page_comparisons import PageComparison
from bot.records.staff.role import Role

_LONGEST, _LONGEST_PAGE = 100, 60_000


class SourcePages:
    def __init__(self, context: PageContext) -> None:
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/knowledge/sources", Role.VIEWER, self.list_page),
            StaffRoute("GET", "/knowledge/sources/{id:str}", Role.VIEWER, self.detail_page),
            StaffRoute("POST", "/knowledge/sources/{id:str}", Role.EDITOR, self.compare),
        ]

    def list_page(self, request: StaffRequest) -> Response:
        words = request.query("words", _LONGEST)
        publishers = by_publisher(self._context.knowledge, words)
        pages = [page for publisher in publishers for page in publisher.pages]
        return self._context.rendering.page(
            request,
            "sources.html",
            words=words,
            publishers=publishers,
            count=len(pages),
            cited_by=cited_by(self._context.knowledge, pages),
            line_of=line_of,
        )

    def detail_page(self, request: StaffRequest) -> Response:
        return self._page(request, self._source(request), "")

    def compare(self, request: StaffRequest) -> Response:
        """Say which quoted words no longer stand on a page, and mark their answers; its text is not kept."""
        page, text = self._source(request), request.field("text", _LONGEST_PAGE)
        if not text:
            raise HTTPException(422, "Paste the page as it reads today.")
        response = self._page(request, page, text)
        rows = compare(self._context.knowledge, page.id, text)
        gone = tuple((row.answer_id, row.quote) for row in rows if row.stands is False)
        with self._context.engine.begin() as connection:
            page_comparisons.save(
                connection,
                PageComparison(page.id, sha256(text), gone, request.user.name, request.now),
            )
            audit_entry.record(
                connection, request, "page compared", page.id, {"gone": [id_ for id_, _ in gone]}
            )
        return response

    def _page(self, request: StaffRequest, page: Source, text: str) -> Response:
        rows: list[QuotedWords] = compare(self._context.knowledge, page.id, text)
        with self._context.engine.connect() as connection:
            last = page_comparisons.load(connection).get(page.id)
        return self._context.rendering.page(
            request,
            "source.html",
            page=page,
            rows=rows,
            is_compared=bool(text),
            last=last,
            is_unchanged=last is not None and last.sha256 == sha256(text),
            gone_before=set(last.gone) if last else set(),
        )

    def _source(self, request: StaffRequest) -> Source:
        page = self._context.knowledge.sources.get(request.path_part("id"))
        if page is None:
            raise HTTPException(404, "This page is none that answers rest on.")
        return page
