"""What proxies change about a request: its host, its address, and where a redirect leads."""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.access_log import PROBES


class KnownHosts(TrustedHostMiddleware):
    """Refuses a request for another host; probes come by address and are let through."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") in PROBES:
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class UntrustedProxyWarning:
    """Says once in the log that forwarded addresses arrive from a peer that is not trusted.

    All visitors then share the limits of that peer. No address is logged: it may be a visitor's.
    """

    def __init__(self, app: ASGIApp, logger: str) -> None:
        self._app = app
        self._log = structlog.get_logger(logger)
        self._is_said = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_said and scope["type"] == "http" and _is_ignored(scope):
            self._is_said = True
            self._log.warning("proxy.untrusted", setting="ASSISTANT_TRUSTED_PROXIES")
        await self._app(scope, receive, send)


def _is_ignored(scope: Scope) -> bool:
    """Tell whether forwarded addresses came and the server did not take one of them."""
    forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
    client = scope.get("client")
    return bool(forwarded) and client is not None and client[0] not in forwarded


class RelativeRedirects:
    """Makes redirects to this site relative: neither the Host header nor a proxy's folder is known."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_relative(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "://" in headers.get("location", ""):
                    headers["location"] = _relative(headers["location"], scope["path"])
            await send(message)

        await self._app(scope, receive, send_relative if scope["type"] == "http" else send)


def _relative(location: str, path: str) -> str:
    """Return the location as seen from the folder of the path."""
    parts = urlsplit(location)
    # A path that begins with two slashes would be read as another host.
    folder = posixpath.dirname("/" + path.lstrip("/"))
    target, end = "/" + parts.path.strip("/"), "/" if parts.path.endswith("/") else ""
    way = posixpath.relpath(posixpath.dirname(target), folder)
    query = f"?{parts.query}" if parts.query else ""
    return f"{way}/{posixpath.basename(target)}{end}{query}"
