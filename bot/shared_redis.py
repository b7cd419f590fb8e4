"""The connection to Redis, as gateways and Rasa workers share it. Where none is set, nothing is shared."""

from __future__ import annotations

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError  # noqa: A004 - Redis's own, not the socket's

_SECONDS = 1.0


def connect(url: str) -> Redis | None:
    """Return Redis, connected when first used; None where no address is set."""
    if not url:
        return None
    redis: Redis = Redis.from_url(
        url,
        socket_timeout=_SECONDS,
        socket_connect_timeout=_SECONDS,
        decode_responses=True,
        # A connection that Redis dropped while it was away is found out at its next use; that must not
        # leave a session held.
        retry=Retry(NoBackoff(), 1),
        retry_on_error=[ConnectionError],
    )
    return redis
