"""How much one conversation, and one address, may ask for in a minute."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from bot.gateway.problems import Problem

MESSAGES_A_SESSION = parse("20/minute")
MESSAGES_AN_ADDRESS = parse("120/minute")
SESSIONS_AN_ADDRESS = parse("30/minute")
CALLBACKS_AN_ADDRESS = parse("5/hour")


class Limits:
    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled
        # The limiter itself only refers to its storage weakly.
        self._storage = MemoryStorage()
        self._limiter = FixedWindowRateLimiter(self._storage)

    async def spend(self, item: RateLimitItem, *who: str) -> None:
        """Count one. Raises Problem 429, with the seconds to wait."""
        if self._enabled and not await self._limiter.hit(item, *who):
            reset, _ = await self._limiter.get_window_stats(item, *who)
            wait = max(1, math.ceil(reset - time.time()))
            raise Problem(
                429, "too_fast", f"That was a lot at once. Please wait {wait} seconds.", wait
            )
