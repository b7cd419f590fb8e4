"""Whether the action server answers, for whoever asks if we are ready; a message does not wait for it."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urljoin

import aiohttp

# Less than the gateway waits for all of it.
_SECONDS_TO_ANSWER = 1.0
# Probes come from several sides every second.
_SECONDS_REMEMBERED = 2.0


class ActionServer:
    """`address` is where actions are called; its health stands beside it."""

    def __init__(self, address: str) -> None:
        self._health = urljoin(address, "health")
        self._answered, self._asked_at = False, -_SECONDS_REMEMBERED

    async def answers(self) -> bool:
        if time.monotonic() - self._asked_at >= _SECONDS_REMEMBERED:
            self._asked_at = time.monotonic()
            self._answered = await self._ask()
        return self._answered

    async def _ask(self) -> bool:
        timeout = aiohttp.ClientTimeout(total=_SECONDS_TO_ANSWER)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as http,
                http.get(self._health) as reply,
            ):
                return reply.ok
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False
