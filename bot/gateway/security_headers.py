"""What every response of the public door says to browsers, and one log line a request."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from contextvars import ContextVar

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway import metrics

log = structlog.get_logger("gateway")

# Names the request in the logs of every process that it goes through.
request_id: ContextVar[str] = ContextVar("request_id", default="")

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    ]
)
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_METHODS = {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH"}
_PROBES = {"/healthz", "/readyz"}


class SafeHeaders:
    """Pure ASGI: it neither buffers a body nor cuts a handler off when a visitor leaves."""

    def __init__(self, app: ASGIApp, frame_ancestors: Iterable[str] = ()) -> None:
        self._app = app
        framed_by = " ".join(sorted(frame_ancestors)) or "'none'"
        policy = f"{CONTENT_SECURITY_POLICY}; frame-ancestors {framed_by}"
        self._headers = {**_FIXED, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        id_ = secrets.token_hex(8)
        request_id.set(id_)
        status = 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers["X-Request-Id"] = id_
                if scope["path"].startswith("/api/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            seconds = time.monotonic() - started
            metrics.REQUESTS.labels(_known(scope["method"]), route, str(status)).inc()
            metrics.REQUEST_SECONDS.labels(route).observe(seconds)
            # Probes come every second; their lines would hide the rest.
            (log.debug if route in _PROBES else log.info)(
                "request",
                request=id_,
                method=_known(scope["method"]),
                route=route,
                status=status,
                ms=round(seconds * 1000),
            )


def _known(method: str) -> str:
    """A stranger may send any word; logs and figures hold a few."""
    return method if method in _METHODS else "other"
