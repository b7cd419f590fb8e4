"""How many requests one conversation, and one address, may send in a given time."""

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
from bot.gateway.redis_outage import report_outage

MESSAGES_A_SESSION = parse("20/minute")
MESSAGES_AN_ADDRESS = parse("120/minute")
# Each page that is opened asks for the conversation so far, which takes as long as some messages.
HISTORIES_A_SESSION = parse("60/minute")
HISTORIES_AN_ADDRESS = parse("120/minute")
SESSIONS_AN_ADDRESS = parse("30/minute")
CALLBACKS_A_SESSION = parse("5/hour")
# A hospital, or a proxy, is one address for many people.
CALLBACKS_AN_ADDRESS = parse("60/hour")


class Limits:
    """Counts in `shared` for all gateways; in this process alone without it, or while it is down.

    Whoever is refused may call `phone` meanwhile.
    """

    def __init__(self, *, enabled: bool, shared: Storage | None = None, phone: str = "") -> None:
        self._enabled = enabled
        self._or_call = f", or call {phone}" if phone else ""
        # A limiter itself only refers to its storage weakly.
        self._storages: list[Storage] = [shared, MemoryStorage()] if shared else [MemoryStorage()]
        self._limiters = [FixedWindowRateLimiter(storage) for storage in self._storages]

    async def spend(self, item: RateLimitItem, *who: str) -> None:
        """Count a request. Raises Problem 429, with the seconds to wait."""
        if not self._enabled:
            return
        for limiter in self._limiters:
            try:
                wait = await _seconds_to_wait(limiter, item, *who)
            except RedisError as error:
                report_outage(error)
                continue
            if wait:
                metrics.LIMITED.labels(str(item)).inc()
                sentence = f"Too many requests. Please wait {_in_words(wait)}{self._or_call}."
                raise Problem(429, "too_fast", sentence, wait)
            return


async def _seconds_to_wait(limiter: FixedWindowRateLimiter, item: RateLimitItem, *who: str) -> int:
    if await limiter.hit(item, *who):
        return 0
    reset, _ = await limiter.get_window_stats(item, *who)
    return max(1, math.ceil(reset - time.time()))


def _in_words(seconds: int) -> str:
    if seconds < 100:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"about {math.ceil(seconds / 60)} minutes"
