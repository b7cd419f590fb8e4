"""One log line for each request, with an id that names it in the logs of every process."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Names the request that is being answered, for whatever else is logged or asked on its way.
request_id: ContextVar[str] = ContextVar("request_id", default="")

# Method, route, status, seconds.
Observer = Callable[[str, str, int, float], None]

# Asked for every second by whoever watches the processes.
PROBES = frozenset({"/healthz", "/readyz"})
_METHODS = {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH"}


class AccessLog:
    """`observe` is called once for each request, after it was answered."""

    def __init__(self, app: ASGIApp, logger: str, observe: Observer | None = None) -> None:
        self._app = app
        self._log = structlog.get_logger(logger)
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status, id_ = time.monotonic(), 500, secrets.token_hex(8)
        request_id.set(id_)

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = id_
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        finally:
            self._write(scope, id_, status, time.monotonic() - started)

    def _write(self, scope: Scope, id_: str, status: int, seconds: float) -> None:
        # The pattern and not the path: a path may name a conversation.
        route = getattr(scope.get("route"), "path", "-")
        method = method_label(scope["method"])
        if self._observe:
            self._observe(method, route, status, seconds)
        # Probes come every second; their lines would hide the rest.
        write = self._log.debug if route in PROBES else self._log.info
        milliseconds = round(seconds * 1000)
        write("request", request=id_, method=method, route=route, status=status, ms=milliseconds)


def method_label(method: str) -> str:
    """Return the method as logs and metrics name it: clients may send any word, labels must be few."""
    return method if method in _METHODS else "other"
