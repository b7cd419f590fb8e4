"""The address that a request came from: limits count by it, and it is never stored."""

from __future__ import annotations

from starlette.requests import Request


def client_address(request: Request) -> str:
    """Return the address of the client; a dash where the server does not know it."""
    return request.client.host if request.client else "-"
