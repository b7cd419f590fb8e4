"""Threads for database calls alone: whatever else a process does in threads cannot hold these up."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from bot.errors import AssistantError

Result = TypeVar("Result")

# As many as SQLAlchemy's pool opens connections: a call that has a thread also has a connection.
_THREADS = 15
_SECONDS_TO_BEGIN = 4.0
_executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="database")


class DatabaseBusy(AssistantError):
    """No thread was free in time; nothing was begun."""


async def run_in_database_thread(
    function: Callable[..., Result], *arguments: Any, **options: Any
) -> Result:
    """Return what the function returns. Raises DatabaseBusy where it could not begin in time."""
    call = partial(contextvars.copy_context().run, function, *arguments, **options)
    running = _executor.submit(call)
    result = asyncio.wrap_future(running)
    await asyncio.wait({result}, timeout=_SECONDS_TO_BEGIN)
    if not result.done() and running.cancel():
        raise DatabaseBusy
    return await result
