"""One message of a conversation at a time, over all Rasa workers where Redis is there to share locks.

Rasa's own Redis store asks once a second whether it is its turn, needs seven round trips a message and
keeps what a worker that died held. While Redis is away each worker goes by locks of its own: the
gateways send one conversation to one worker as long as that lives.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from rasa.core.lock import TicketLock
from rasa.core.lock_store import InMemoryLockStore, LockError
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError

from bot import settings
from bot.shared_redis import connect

log = structlog.get_logger(__name__)
_SECONDS_BETWEEN_TRIES = 0.05


class ConversationLocks(InMemoryLockStore):
    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:  # noqa: ARG002
        super().__init__()
        ours = settings.read()
        # A turn ends by then (bot.dialogue.channel), so whoever still holds a lock is dead.
        self._lifetime = ours.deadline_seconds
        self._redis = connect(ours.redis_url)

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = 0.0,  # noqa: ARG002 - Rasa's signature; the deadline decides
        wait_time_in_seconds: float = 0.0,  # noqa: ARG002
    ) -> AsyncIterator[TicketLock | None]:
        shared = await self._shared(conversation_id)
        try:
            async with super().lock(conversation_id, self._lifetime, _SECONDS_BETWEEN_TRIES) as own:
                yield own
        finally:
            if shared:
                await self._give_back(shared)

    async def break_open(self, conversation_id: str) -> None:
        """Take the lock away from a worker that died while it held it."""
        if self._redis:
            try:
                await self._redis.delete(_name(conversation_id))
            except RedisError:
                log.warning("locks.unreachable")

    async def _shared(self, conversation_id: str) -> Lock | None:
        if self._redis is None:
            return None
        lock = self._redis.lock(
            _name(conversation_id),
            timeout=self._lifetime,
            sleep=_SECONDS_BETWEEN_TRIES,
            blocking_timeout=self._lifetime,
            thread_local=False,
        )
        try:
            if not await lock.acquire():
                raise LockError("another worker answers this conversation")
        except RedisError:
            log.warning("locks.unreachable")
            return None
        return lock

    @staticmethod
    async def _give_back(lock: Lock) -> None:
        try:
            await lock.release()
        except RedisError:  # unreachable, or it ended before
            log.warning("locks.not_given_back")


def _name(conversation_id: str) -> str:
    return f"rasa:lock:{conversation_id}"
