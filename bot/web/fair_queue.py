"""Whose turn it is where few things can be done at once, so that one visitor's many wait for each other alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from bot.errors import AssistantError


class NoTurn(AssistantError):
    """Too many wait already, or it took too long."""


class Turns:
    """`at_once` have their turn, and of one key a single one; no more than `most` are there, of one key `most_of_one`."""

    def __init__(self, at_once: int, most: int, most_of_one: int) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._present: Counter[str] = Counter()
        self._most = most
        self._most_of_one = most_of_one

    @asynccontextmanager
    async def turn(self, key: str, seconds: float) -> AsyncIterator[None]:
        """Wait for a turn, for so many seconds altogether. Raises NoTurn."""
        if self._present.total() >= self._most or self._present[key] >= self._most_of_one:
            raise NoTurn
        self._present[key] += 1
        try:
            lock = self._locks.setdefault(key, asyncio.Lock())
            try:
                await asyncio.wait_for(self._acquire(lock), seconds)
            except asyncio.TimeoutError:
                raise NoTurn from None
            try:
                yield
            finally:
                self._places.release()
                lock.release()
        finally:
            self._leave(key)

    async def _acquire(self, lock: asyncio.Lock) -> None:
        await lock.acquire()
        try:
            await self._places.acquire()
        except BaseException:
            lock.release()
            raise

    def _leave(self, key: str) -> None:
        self._present[key] -= 1
        if not self._present[key]:
            del self._present[key]
