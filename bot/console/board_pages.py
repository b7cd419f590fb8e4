"""The figures for a board: one page that prints, and every figure in one file."""

from __future__ import annotations

from starlette.responses import Response

from bot.console import exports
from bot.console.date_range import date_range_of
from bot.console.figures import FigureSource
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.records.analytics.metrics import MEASURES
from bot.records.analytics.statistics import FEWEST
from bot.records.staff.role import Role

_HEAD = (
    *("from", "to", "section", "figure", "value", "of", "percent"),
    *("value_before", "percent_before"),
)
_DAYS = 30


class BoardPages:
    def __init__(self, context: PageContext, figures: FigureSource) -> None:
        self._figures = figures
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/board", Role.VIEWER, self.board),
            StaffRoute("GET", "/answers", Role.VIEWER, self.answers),
            StaffRoute("GET", "/figures.csv", Role.VIEWER, self.file),
        ]

    def board(self, request: StaffRequest) -> Response:
        figures = self._figures.load(date_range_of(request, default_days=_DAYS))
        return self._context.rendering.page(
            request, "board.html", figures=figures, measures=MEASURES, fewest=FEWEST
        )

    def answers(self, request: StaffRequest) -> Response:
        figures = self._figures.load(date_range_of(request, default_days=_DAYS))
        return self._context.rendering.page(request, "answers.html", figures=figures)

    def file(self, request: StaffRequest) -> Response:
        days = date_range_of(request, default_days=_DAYS)
        figures = self._figures.load(days)
        rows = (
            (
                *(days.first, days.last, row.section, row.name, row.value, row.of),
                *(_rounded(row.percent), row.before, _rounded(row.percent_before)),
            )
            for row in [*figures.rows(), *figures.answer_rows(self._context.knowledge)]
        )
        name = f"figures-{days.first}-{days.last}"
        return exports.csv_response(name, _HEAD, rows, bom=bool(request.query("bom")))


def _rounded(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 1)
