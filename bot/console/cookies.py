"""The console's cookies: out of reach of scripts, and where there is TLS, of other hosts too."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

# Browsers take a cookie of such a name only from this very host, over TLS, and for all of it.
_HOST_ONLY = "__Host-"


class Cookies:
    """`always_secure`: staff come by TLS, whether or not the proxy in front says so."""

    def __init__(self, *, always_secure: bool = False) -> None:
        self._always_secure = always_secure

    def read(self, request: Request, name: str) -> str:
        return request.cookies.get(self._name(request, name), "")

    def set(
        self,
        response: Response,
        request: Request,
        name: str,
        value: str,
        seconds: int | None = None,
    ) -> None:
        """Set it until the browser is closed, or for some seconds."""
        response.set_cookie(
            self._name(request, name),
            value,
            max_age=seconds,
            httponly=True,
            samesite="lax",
            secure=self._is_secure(request),
        )

    def delete(self, response: Response, request: Request, name: str) -> None:
        response.delete_cookie(self._name(request, name), secure=self._is_secure(request))

    def _name(self, request: Request, name: str) -> str:
        return f"{_HOST_ONLY}{name}" if self._is_secure(request) else name

    def _is_secure(self, request: Request) -> bool:
        return self._always_secure or request.url.scheme == "https"
