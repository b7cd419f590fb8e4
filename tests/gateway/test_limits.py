"""A limit holds for each session or address, says how long to wait, and can be switched off."""

from __future__ import annotations

import asyncio

import pytest
from limits import parse
from limits.aio.storage import MemoryStorage
from prometheus_client import REGISTRY
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.gateway.errors import Problem
from bot.gateway.limits import Limits

TWO = parse("2/minute")


def refusals(limits, *names):
    async def run():
        refused = []
        for name in names:
            try:
                await limits.spend(TWO, *name.split())
            except Problem as problem:
                refused.append((name, problem))
        return refused

    return asyncio.run(run())


class FailingStorage(MemoryStorage):
    async def incr(self, *_, **__):
        raise RedisConnectionError


def count(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_the_request_above_the_limit_is_refused_with_the_seconds_to_wait():
    ((_, problem),) = refusals(Limits(enabled=True), "a", "a", "a")
    assert (problem.status, problem.code) == (429, "too_fast")
    assert 1 <= problem.retry_after <= 60
    assert f"wait {problem.retry_after} seconds" in problem.sentence


def test_each_name_and_each_purpose_is_counted_by_itself():
    limits = Limits(enabled=True)
    assert refusals(limits, "a", "a", "b", "b", "a feedback", "a feedback") == []
    assert [name for name, _ in refusals(limits, "b")] == ["b"]


def test_limits_that_are_off_refuse_nothing():
    assert refusals(Limits(enabled=False), *["a"] * 10) == []


def test_a_shared_storage_counts_for_all():
    shared = MemoryStorage()
    first, second = Limits(enabled=True, shared=shared), Limits(enabled=True, shared=shared)
    assert refusals(first, "a") == refusals(second, "a") == []
    assert len(refusals(first, "a")) == 1


def test_while_the_shared_storage_is_down_each_counts_alone_and_the_outage_is_counted():
    before = count("assistant_shared_away_total")
    limits = Limits(enabled=True, shared=FailingStorage())
    assert len(refusals(limits, "a", "a", "a")) == 1
    assert count("assistant_shared_away_total") == before + 3


def test_a_refusal_is_counted_by_its_limit():
    before = count("assistant_limited_total", limit=str(TWO))
    refusals(Limits(enabled=True), "a", "a", "a")
    assert count("assistant_limited_total", limit=str(TWO)) == before + 1


def test_a_long_wait_is_told_in_minutes():
    async def run():
        limits = Limits(enabled=True)
        await limits.spend(parse("1/hour"), "a")
        await limits.spend(parse("1/hour"), "a")

    with pytest.raises(Problem, match=r"wait about \d+ minutes\."):
        asyncio.run(run())
