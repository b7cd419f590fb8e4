"""Several gateways count requests together in Redis; each counts alone without it."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.gateway.errors import Problem
from bot.gateway.limits import Limits, parse
from bot.gateway.redis_rate_limits import SharedCounts
from bot.redis_connection import connect

AWAY = "redis://127.0.0.1:1/0"


def spend(*limits, times):
    async def run():
        waits = []
        for number in range(times):
            try:
                await limits[number % len(limits)].spend(parse("5/minute"), "somebody")
            except Problem as problem:
                waits.append(problem.retry_after)
        return waits

    waits = asyncio.run(run())
    assert all(1 <= wait <= 60 for wait in waits)
    return len(waits)


def limits_of(url):
    return Limits(enabled=True, shared=SharedCounts(connect(url)))


@pytest.mark.services
def test_two_gateways_count_together(redis_url):
    assert spend(limits_of(redis_url), limits_of(redis_url), times=8) == 3


def test_each_counts_alone_while_redis_is_away():
    assert spend(limits_of(AWAY), limits_of(AWAY), times=14) == 4


@pytest.mark.services
def test_a_window_ends_within_its_time_and_can_be_cleared(redis_url):
    async def run():
        counts = SharedCounts(connect(redis_url))
        assert await counts.incr("window", 60) == 1
        assert await counts.incr("window", 60, amount=2) == 3
        ends = await counts.get_expiry("window")
        await counts.clear("window")
        return ends, await counts.get("window"), await counts.check()

    ends, count, answers = asyncio.run(run())
    assert 0 < ends - time.time() <= 61
    assert (count, answers) == (0, True)
