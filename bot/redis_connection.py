"""Redis, as gateways and Rasa workers share it: the connection, and keys that one of them holds at a time.

Where no address is set, nothing is shared.
"""

from __future__ import annotations

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError  # noqa: A004 - Redis's own, not the socket's

_SECONDS = 1.0
_GIVE_BACK = """
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0
"""


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


async def take(redis: Redis, key: str, holder: str, milliseconds: int) -> str | None:
    """Try to take a key for so long; return whose it is now, None where it ended just then.

    One that is the holder's already stays theirs: the answer to an earlier try may have been lost.
    Raises RedisError.
    """
    if await redis.set(key, holder, nx=True, px=milliseconds):
        return holder
    owner: str | None = await redis.get(key)
    return owner


async def give_back(redis: Redis, key: str, holder: str) -> None:
    """Free a key, if it still is the holder's. Raises RedisError."""
    await redis.eval(_GIVE_BACK, 1, key, holder)
