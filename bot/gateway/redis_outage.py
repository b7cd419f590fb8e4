"""What is done when Redis does not answer: it is counted and logged, and each process goes on alone."""

from __future__ import annotations

import structlog
from redis.exceptions import RedisError

from bot.gateway import metrics

log = structlog.get_logger("gateway")


def report_outage(error: RedisError) -> None:
    metrics.SHARED_AWAY.inc()
    log.warning("redis.unreachable", error=type(error).__name__)
