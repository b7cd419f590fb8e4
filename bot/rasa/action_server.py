"""Whether the action server answers, for whoever asks if we are ready; nobody waits for it."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urljoin

import aiohttp

_SECONDS_TO_ANSWER = 2.0
# Probes come from several sides every second.
_SECONDS_REMEMBERED = 2.0


class ActionServer:
    """`address` is where actions are called; its health stands beside it."""

    def __init__(self, address: str) -> None:
        self._health = urljoin(address, "health")
        self._answered = False
        self._asked_at = -_SECONDS_REMEMBERED
        self._asking: asyncio.Task[None] | None = None

    def answers(self) -> bool:
        """Tell what was found last, and ask again beside it where that was a while ago.

        A worker with many messages takes a turn of its own for each step of asking: whoever probes it would
        give it up before.
        """
        is_asking = self._asking is not None and not self._asking.done()
        if not is_asking and time.monotonic() - self._asked_at >= _SECONDS_REMEMBERED:
            self._asked_at = time.monotonic()
            self._asking = asyncio.create_task(self._ask())
        return self._answered

    async def _ask(self) -> None:
        timeout = aiohttp.ClientTimeout(total=_SECONDS_TO_ANSWER)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as http,
                http.get(self._health) as reply,
            ):
                self._answered = reply.ok
        except (aiohttp.ClientError, asyncio.TimeoutError):
            self._answered = False
