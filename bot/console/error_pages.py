"""The pages that say what went wrong."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ExceptionHandler

from bot.console.rendering import Rendering

log = structlog.get_logger("console")

_SENTENCES = {
    404: "This page does not exist.",
    405: "This address does not allow that action.",
}
_UNREACHABLE = "The database is busy or away, so nothing was changed. Please try again in a moment."
_BROKEN = "An error occurred. It has been logged; please try again."


class ErrorPages:
    def __init__(self, rendering: Rendering) -> None:
        self._rendering = rendering

    def handlers(self) -> dict[Any, ExceptionHandler]:
        return {
            HTTPException: self.http_error,
            ClientDisconnect: self.too_slow,
            sa.exc.OperationalError: self.database_unreachable,
            Exception: self.broken,
        }

    async def http_error(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        page = self._page(error.status_code, _sentence(error), _back(request))
        page.headers.update(error.headers or {})
        return page

    async def too_slow(self, _: Request, __: Exception) -> Response:
        return self._page(408, "The form did not arrive in full. Please send it again.")

    async def database_unreachable(self, request: Request, error: Exception) -> Response:
        route = getattr(request.scope.get("route"), "path", "-")
        log.error("records.unreachable", route=route, error=type(error).__name__)
        page = self._page(503, _UNREACHABLE, _back(request))
        page.headers["Retry-After"] = "2"
        return page

    async def broken(self, request: Request, error: Exception) -> Response:
        route = getattr(request.scope.get("route"), "path", "-")
        log.error("broken", route=route, error=type(error).__name__)
        return self._page(500, _BROKEN, _back(request))

    def _page(self, status: int, sentence: str, back: str = "") -> Response:
        values = {"code": status, "sentence": sentence, "back": back}
        return self._rendering.plain("problem.html", status, **values)


def _back(request: Request) -> str:
    """Return the page of the form that was sent, where one was."""
    return str(getattr(request.state, "back", ""))


def _sentence(error: HTTPException) -> str:
    """Return our own sentence, or a plain one where the framework raised its standard phrase."""
    if error.detail != HTTPStatus(error.status_code).phrase:
        return error.detail
    return _SENTENCES.get(error.status_code, error.detail)
