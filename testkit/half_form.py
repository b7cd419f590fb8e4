"""A form of which only the half ever arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx

_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": "100"}
# Where nobody ends it, it would wait for ever.
_SECONDS = 30


def status_of_half_a_form(app: Any, path: str) -> int:
    """Return how an application answers it. Raises TimeoutError where it goes on waiting."""
    return asyncio.run(asyncio.wait_for(_send(app, path), _SECONDS))


async def _send(app: Any, path: str) -> int:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://testserver"
    ) as http:
        return (await http.post(path, content=_half(), headers=_HEADERS)).status_code


async def _half() -> AsyncIterator[bytes]:
    yield b"text="
    await asyncio.Event().wait()
