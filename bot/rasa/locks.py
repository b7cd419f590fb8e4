"""One message of a conversation at a time, over all Rasa workers where Redis is there to share locks.

Rasa's own Redis store asks once a second whether it is its turn, needs seven round trips a message and
keeps what a worker that died held. While Redis is away each worker goes by locks of its own: the
gateways send one conversation to one worker as long as that lives.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from rasa.core.lock import TicketLock
from rasa.core.lock_store import InMemoryLockStore, LockError
from rasa.utils.endpoints import EndpointConfig
from redis.exceptions import RedisError

from bot import settings
from bot.redis_connection import connect, give_back, take

log = structlog.get_logger(__name__)
_SECONDS_BETWEEN_TRIES = 0.05


class ConversationLocks(InMemoryLockStore):
    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:  # noqa: ARG002
        super().__init__()
        settings_ = settings.read()
        # A turn ends by then (bot.rasa.channel), so whoever still holds a lock is dead.
        self._lifetime = settings_.deadline_seconds
        self._redis = connect(settings_.redis_url)

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = 0.0,  # noqa: ARG002 - Rasa's signature; the deadline decides
        wait_time_in_seconds: float = 0.0,  # noqa: ARG002
    ) -> AsyncIterator[TicketLock | None]:
        token = await self._take(_name(conversation_id))
        try:
            async with super().lock(conversation_id, self._lifetime, _SECONDS_BETWEEN_TRIES) as own:
                yield own
        finally:
            if token:
                await self._give_back(_name(conversation_id), token)

    async def break_open(self, conversation_id: str) -> None:
        """Take the lock away from a worker that died while it held it."""
        if self._redis:
            try:
                await self._redis.delete(_name(conversation_id))
            except RedisError:
                log.warning("locks.unreachable")

    async def _take(self, key: str) -> str | None:
        """Return the token by which a lock is held; None where none is shared. Raises LockError."""
        if self._redis is None:
            return None
        token, ends = secrets.token_hex(8), time.monotonic() + self._lifetime
        try:
            while await take(self._redis, key, token, round(self._lifetime * 1000)) != token:
                if time.monotonic() > ends:
                    raise LockError("another worker answers this conversation")
                await asyncio.sleep(_SECONDS_BETWEEN_TRIES)
        except RedisError:
            log.warning("locks.unreachable")
            return None
        return token

    async def _give_back(self, key: str, token: str) -> None:
        assert self._redis
        try:
            await give_back(self._redis, key, token)
        except RedisError:
            log.warning("locks.not_given_back")


def _name(conversation_id: str) -> str:
    return f"rasa:lock:{conversation_id}"
