"""The headers that tell browsers what a page may do: one middleware, and a policy for each application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NO_SNIFFING = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# A browser that came by TLS once comes by TLS for a year; whoever has none is not held to it.
_BY_TLS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
_NOBODY = "'none'"
_SOURCES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)


@dataclass(frozen=True)
class HeaderPolicy:
    """`fixed` goes with every response; `cache` gives Cache-Control by the first prefix that fits."""

    fixed: Mapping[str, str]
    cache: tuple[tuple[str, str], ...]

    def headers(self, path: str) -> dict[str, str]:
        control = next((value for prefix, value in self.cache if path.startswith(prefix)), None)
        return {**self.fixed, "Cache-Control": control} if control else dict(self.fixed)


def public_policy(frame_ancestors: Iterable[str] = ()) -> HeaderPolicy:
    """Return the policy of the public pages, which only the sites named may show in a frame."""
    content = _content_policy("img-src 'self' data:", " ".join(sorted(frame_ancestors)))
    fixed = {
        **_NO_SNIFFING,
        "Content-Security-Policy": content,
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    return HeaderPolicy(fixed, cache=(("/api/", "no-store"),))


def staff_policy() -> HeaderPolicy:
    """Return the policy of the staff pages: no frame, no referrer, nothing in a cache."""
    fixed = {
        **_NO_SNIFFING,
        "Content-Security-Policy": _content_policy("img-src 'self'", ""),
        # Addresses of these pages name conversations; no other site may learn them.
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HeaderPolicy(fixed, cache=(("/static/", "max-age=3600"), ("", "no-store")))


def _content_policy(images: str, frame_ancestors: str) -> str:
    return "; ".join([*_SOURCES, images, f"frame-ancestors {frame_ancestors or _NOBODY}"])


class SecurityHeaders:
    """Pure ASGI: it neither buffers a body nor cancels a handler when a visitor leaves."""

    def __init__(self, app: ASGIApp, policy: HeaderPolicy) -> None:
        self._app = app
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._policy.headers(scope["path"]))
                if scope["scheme"] == "https":
                    headers.update(_BY_TLS_ONLY)
            await send(message)

        await self._app(scope, receive, send_with_headers)
