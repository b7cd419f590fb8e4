"""Calls to the database have threads of their own."""

from __future__ import annotations

import asyncio
import contextvars
import threading

import anyio
import pytest
from starlette.concurrency import run_in_threadpool

from bot.web import database_threads
from bot.web.database_threads import DatabaseBusy, run_in_database_thread

word = contextvars.ContextVar("word", default="")


def test_a_call_returns_its_value_and_sees_the_context_of_the_request():
    async def visit():
        word.set("here")
        return await run_in_database_thread(
            lambda number, factor=1: (word.get(), number * factor), 2, factor=3
        )

    assert asyncio.run(visit()) == ("here", 6)


def test_an_error_of_the_call_reaches_the_caller():
    with pytest.raises(ZeroDivisionError):
        asyncio.run(run_in_database_thread(lambda: 1 / 0))


def test_a_call_is_answered_while_all_other_threads_are_busy():
    async def visit():
        end = threading.Event()
        count = anyio.to_thread.current_default_thread_limiter().total_tokens
        others = [asyncio.create_task(run_in_threadpool(end.wait)) for _ in range(int(count))]
        await asyncio.sleep(0)
        answer = await run_in_database_thread(lambda: "answered")
        end.set()
        await asyncio.gather(*others)
        return answer

    assert asyncio.run(visit()) == "answered"


def test_a_call_that_cannot_begin_in_time_is_refused_and_never_begins(monkeypatch):
    monkeypatch.setattr(database_threads, "_SECONDS_TO_BEGIN", 0.01)
    begun = []

    async def visit():
        end = threading.Event()
        others = [
            asyncio.create_task(run_in_database_thread(end.wait))
            for _ in range(database_threads._THREADS)
        ]
        await asyncio.sleep(0)
        with pytest.raises(DatabaseBusy):
            await run_in_database_thread(begun.append, "begun")
        end.set()
        await asyncio.gather(*others)

    asyncio.run(visit())
    assert begun == []
