"""How much one conversation, and one address, may ask for in a minute."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.storage.base import Storage
from limits.aio.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from bot.gateway import metrics
from bot.gateway.errors import Problem
from bot.gateway.redis_rate_limits import went_away

MESSAGES_A_SESSION = parse("20/minute")
MESSAGES_AN_ADDRESS = parse("120/minute")
SESSIONS_AN_ADDRESS = parse("30/minute")
CALLBACKS_AN_ADDRESS = parse("5/hour")


class Limits:
    """Counts in `shared` for all gateways together; in this process where none is given or it is away."""

    def __init__(self, *, enabled: bool, shared: Storage | None = None) -> None:
        self._enabled = enabled
        # A limiter itself only refers to its storage weakly.
        self._storages = [one for one in (shared, MemoryStorage()) if one is not None]
        self._limiters = [FixedWindowRateLimiter(storage) for storage in self._storages]

    async def spend(self, item: RateLimitItem, *who: str) -> None:
        """Count one. Raises Problem 429, with the seconds to wait."""
        if not self._enabled:
            return
        for limiter in self._limiters:
            try:
                wait = await _seconds_to_wait(limiter, item, *who)
            except RedisError as error:
                went_away(error)
                continue
            if wait:
                metrics.LIMITED.labels(str(item)).inc()
                raise Problem(
                    429, "too_fast", f"That was a lot at once. Please wait {wait} seconds.", wait
                )
            return


async def _seconds_to_wait(limiter: FixedWindowRateLimiter, item: RateLimitItem, *who: str) -> int:
    if await limiter.hit(item, *who):
        return 0
    reset, _ = await limiter.get_window_stats(item, *who)
    return max(1, math.ceil(reset - time.time()))
