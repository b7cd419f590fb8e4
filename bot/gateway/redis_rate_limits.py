"""Counts for the rate limits that all gateways share, in Redis."""

from __future__ import annotations

import time
from typing import Any

from limits.aio.storage.base import Storage
from redis.asyncio import Redis

# Counts one and, at the first, starts the window.
_COUNT = """
local count = redis.call('incrby', KEYS[1], ARGV[1])
if count == tonumber(ARGV[1]) then redis.call('expire', KEYS[1], ARGV[2]) end
return count
"""


class SharedCounts(Storage):
    """The storage that the library `limits` counts in."""

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
