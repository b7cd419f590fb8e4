"""An outage of Redis is counted and logged by its kind, without what Redis was asked."""

from __future__ import annotations

import structlog
from prometheus_client import REGISTRY
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.gateway.redis_outage import report_outage


def test_an_outage_is_counted_and_logged_without_its_details():
    before = REGISTRY.get_sample_value("assistant_shared_away_total")
    with structlog.testing.capture_logs() as lines:
        report_outage(RedisTimeoutError("turn:secret"))
    assert REGISTRY.get_sample_value("assistant_shared_away_total") == before + 1
    assert lines == [
        {"event": "redis.unreachable", "error": "TimeoutError", "log_level": "warning"}
    ]
