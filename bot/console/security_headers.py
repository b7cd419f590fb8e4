"""What every response of the staff door says to browsers, and one log line a request."""

from __future__ import annotations

import time

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("console")

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FIXED = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Addresses of this door name conversations; no other site is told of them.
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class StrictHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.monotonic(), 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.update(_FIXED)
                is_fixed = scope["path"].startswith("/static/")
                headers["Cache-Control"] = "max-age=3600" if is_fixed else "no-store"
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            log.info(
                "request",
                method=scope["method"],
                # The pattern and not the path: a path may name a conversation.
                route=getattr(scope.get("route"), "path", "-"),
                status=status,
                ms=round((time.monotonic() - started) * 1000),
            )
