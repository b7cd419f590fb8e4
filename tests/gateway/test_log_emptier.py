"""What was erased leaves SQLite's log as soon as nobody reads it any more."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.gateway.log_emptier import LogEmptier
from bot.records.conversations.tables import sessions
from bot.records.retention import erase_session
from testkit.conversation_log import Log
from testkit.records import count_on_disk, database  # noqa: F401
from testkit.services import wait_until

WORDS = b"quorvexing parking"


@pytest.fixture
def folder(database):  # noqa: F811 - the fixture by its name
    return Path(database.url.database).parent


def test_it_tries_again_until_whoever_reads_is_done(database, folder):  # noqa: F811
    Log(database).talk("gone", (0, "answer", {"text": WORDS.decode()}))

    async def erase_while_somebody_reads():
        emptier = LogEmptier(database, seconds_between_tries=0.01)
        with database.connect() as reader:
            reader.exec_driver_sql("BEGIN")
            reader.execute(sa.select(sessions)).all()
            assert not erase_session(database, "gone")
            emptier.begin()
            await asyncio.sleep(0.3)
            assert count_on_disk(folder, WORDS)
        await asyncio.to_thread(wait_until, lambda: not count_on_disk(folder, WORDS), "the end")

    asyncio.run(erase_while_somebody_reads())


def test_what_is_erased_during_a_try_is_taken_out_by_the_next(database, folder, monkeypatch):  # noqa: F811
    tries = []

    async def erase_again():
        emptier = LogEmptier(database, seconds_between_tries=0.01)
        loop = asyncio.get_running_loop()

        def empty(_):
            tries.append(None)
            if len(tries) == 1:
                loop.call_soon_threadsafe(emptier.begin)
            return True

        monkeypatch.setattr("bot.gateway.log_emptier.empty_log", empty)
        emptier.begin()
        await asyncio.to_thread(wait_until, lambda: len(tries) == 2, "a second try")

    asyncio.run(erase_again())
