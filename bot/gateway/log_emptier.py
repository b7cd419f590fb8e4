"""Takes what was erased out of SQLite's log, when others read too long for that to be done at once."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Engine

from bot.records.database import empty_log
from bot.web.database_threads import DatabaseBusy, run_in_database_thread

log = structlog.get_logger("gateway")

_SECONDS_BETWEEN_TRIES = 1.0
# A backup or a long export may read for minutes.
_MOST_TRIES = 600


class LogEmptier:
    def __init__(
        self, engine: Engine, seconds_between_tries: float = _SECONDS_BETWEEN_TRIES
    ) -> None:
        self._engine = engine
        self._seconds_between_tries = seconds_between_tries
        self._task: asyncio.Task[None] | None = None
        # Whether something was erased since the last try began.
        self._is_due = False

    def begin(self) -> None:
        """Try in the background until all that was erased so far is gone."""
        self._is_due = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._repeat())

    async def _repeat(self) -> None:
        for _ in range(_MOST_TRIES):
            await asyncio.sleep(self._seconds_between_tries)
            self._is_due = False
            try:
                if await run_in_database_thread(empty_log, self._engine) and not self._is_due:
                    return
            except (sa.exc.SQLAlchemyError, DatabaseBusy):
                continue
        log.warning("records.erased_text_in_log")
