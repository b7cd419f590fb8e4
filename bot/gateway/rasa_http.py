"""One request to a Rasa worker, over aiohttp: for a short JSON exchange it takes a quarter of what httpx does.

Three errors are possible: the worker cannot be reached, the connection ends before the answer is
complete, or it takes too long (asyncio.TimeoutError).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp

from bot.errors import AssistantError

# Shorter than Rasa's web server keeps an idle connection, so that none is used that it just closed.
_SECONDS_IDLE = 4.0
# Finding the address included.
_SECONDS_TO_CONNECT = 2.0

# Method, address, JSON body, headers -> status and JSON. Raises Unreachable, Interrupted, asyncio.TimeoutError,
# and ValueError where what came is no JSON.
Send = Callable[[str, str, Any, Mapping[str, str]], Awaitable[tuple[int, Any]]]


class Unreachable(AssistantError):
    """No connection could be made, so the worker has not read the request."""


class Interrupted(AssistantError):
    """The connection ended before the answer was complete; the worker may have read the request."""


class Http:
    """Opened when first used, since it belongs to the event loop that runs then."""

    def __init__(self, secret: str, deadline_seconds: float) -> None:
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._timeout = aiohttp.ClientTimeout(total=deadline_seconds, connect=_SECONDS_TO_CONNECT)
        self._session: aiohttp.ClientSession | None = None

    async def send(
        self, method: str, url: str, body: Any, headers: Mapping[str, str]
    ) -> tuple[int, Any]:
        """Return the status and the JSON that came. Raises as `Send` says."""
        if self._session is None:
            self._session = self._open()
        try:
            request = self._session.request(
                method, url, json=body, headers=headers, allow_redirects=False
            )
            async with request as response:
                return response.status, await response.json(content_type=None)
        except (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError) as error:
            # The latter is that of connecting alone: no other but the whole deadline is set.
            raise Unreachable from error
        except aiohttp.ClientError as error:
            raise Interrupted from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            headers=self._headers,
            timeout=self._timeout,
            cookie_jar=aiohttp.DummyCookieJar(),
            # How many there are at once is not this one's to limit: aiohttp 3.9 may forget those that
            # wait (its issue 9670). A worker that came back elsewhere is found there at once.
            connector=aiohttp.TCPConnector(
                limit=0, keepalive_timeout=_SECONDS_IDLE, use_dns_cache=False
            ),
        )
