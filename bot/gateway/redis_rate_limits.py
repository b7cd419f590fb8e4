"""What several gateways share where Redis is there: limits, and one message of a session at a time.

While Redis is away each gateway goes by itself: people are answered, limits count by gateway, and the
records still keep one turn for each message id.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from limits.aio.storage.base import Storage
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.gateway import metrics
from bot.redis_connection import give_back, take

log = structlog.get_logger("gateway")

_SECONDS_BETWEEN_TRIES = 0.05
# Counts one and, at the first, starts the window.
_COUNT = """
local count = redis.call('incrby', KEYS[1], ARGV[1])
if count == tonumber(ARGV[1]) then redis.call('expire', KEYS[1], ARGV[2]) end
return count
"""


async def close(redis: Redis | None) -> None:
    if redis:
        await redis.close()


def counts(redis: Redis | None) -> Storage | None:
    """Return where the limits count for all gateways together; None where nothing is shared."""
    return SharedCounts(redis) if redis else None


class HeldElsewhere(Exception):
    """Another gateway is answering another message of this session."""


class Turns:
    """Whose message of a session is being answered. Without Redis: nothing to share, always free."""

    def __init__(self, redis: Redis | None, seconds: float) -> None:
        self._redis = redis
        self._milliseconds = round(seconds * 1000)

    @asynccontextmanager
    async def taken(self, session_id: str, message: str, *, wait: bool) -> AsyncIterator[None]:
        """Take the session for a message. Raises HeldElsewhere, or waits for its turn with `wait`.

        Held for the same message, it goes on beside, and gives back what a gateway that died over it
        left behind: Rasa and the records see to it that one message has one answer.
        """
        key = f"turn:{session_id}"
        held = bool(self._redis) and await self._take(key, message, wait=wait)
        try:
            yield
        finally:
            if held:
                await self._give_back(key, message)

    async def _take(self, key: str, message: str, *, wait: bool) -> bool:
        assert self._redis
        ends = time.monotonic() + self._milliseconds / 1000
        try:
            while (holder := await take(self._redis, key, message, self._milliseconds)) != message:
                if time.monotonic() > ends:
                    return False
                if holder is not None and not wait:
                    raise HeldElsewhere
                await asyncio.sleep(_SECONDS_BETWEEN_TRIES)
        except RedisError as error:
            went_away(error)
            return False
        return True

    async def _give_back(self, key: str, message: str) -> None:
        assert self._redis
        try:
            await give_back(self._redis, key, message)
        except RedisError as error:
            went_away(error)


class SharedCounts(Storage):
    """Where the limits count: in Redis, for all gateways together."""

    STORAGE_SCHEME = None

    def __init__(self, redis: Redis) -> None:
        super().__init__()
        self._redis = redis

    async def incr(
        self,
        key: str,
        expiry: int,
        elastic_expiry: bool = False,  # noqa: ARG002, FBT001, FBT002 - the library's signature
        amount: int = 1,
    ) -> int:
        return int(await self._redis.eval(_COUNT, 1, key, str(amount), str(expiry)))

    async def get(self, key: str) -> int:
        return int(await self._redis.get(key) or 0)

    async def get_expiry(self, key: str) -> int:
        left = await self._redis.pttl(key)
        return int(time.time() + max(left, 0) / 1000)

    async def check(self) -> bool:
        return bool(await self._redis.ping())

    async def reset(self) -> int | None:
        return None

    async def clear(self, key: str) -> Any:
        return await self._redis.delete(key)


def went_away(error: RedisError) -> None:
    metrics.SHARED_AWAY.inc()
    log.warning("redis.unreachable", error=type(error).__name__)
