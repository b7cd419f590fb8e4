"""Several gateways answer one message of a session at a time; a lock in Redis sees to it.

While Redis is away each gateway goes on alone: people are answered, and the records still store one
turn for each message id.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.errors import AssistantError
from bot.gateway.redis_outage import report_outage
from bot.redis_connection import give_back, take

_SECONDS_BETWEEN_TRIES = 0.05


class SessionBusy(AssistantError):
    """Another gateway is answering another message of this session."""


class TurnLock:
    """Without Redis there is nothing to share, and the lock is always free."""

    def __init__(self, redis: Redis | None, seconds: float) -> None:
        self._redis = redis
        self._milliseconds = round(seconds * 1000)

    @asynccontextmanager
    async def hold(self, session_id: str, message: str, *, wait: bool) -> AsyncIterator[None]:
        """Lock the session for a message. Raises SessionBusy, or with `wait` waits until it is free.

        A second holder for the same message goes on beside the first, and frees what a gateway that
        died over it left behind: Rasa and the records see to it that one message has one answer.
        """
        key = f"turn:{session_id}"
        is_held = bool(self._redis) and await self._acquire(key, message, wait=wait)
        try:
            yield
        finally:
            if is_held:
                await self._release(key, message)

    async def _acquire(self, key: str, message: str, *, wait: bool) -> bool:
        assert self._redis
        ends = time.monotonic() + self._milliseconds / 1000
        try:
            while (holder := await take(self._redis, key, message, self._milliseconds)) != message:
                if time.monotonic() > ends:
                    return False
                if holder is not None and not wait:
                    raise SessionBusy
                await asyncio.sleep(_SECONDS_BETWEEN_TRIES)
        except RedisError as error:
            report_outage(error)
            return False
        return True

    async def _release(self, key: str, message: str) -> None:
        assert self._redis
        try:
            await give_back(self._redis, key, message)
        except RedisError as error:
            report_outage(error)
