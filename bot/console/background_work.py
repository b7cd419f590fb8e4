"""What runs beside the pages: questions clustered, call-backs notified, groups settled, old texts deleted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress

import structlog
from starlette.concurrency import run_in_threadpool

from bot.console.callback_notices import Notices
from bot.console.clustering import Clusterer
from bot.console.settlement import Settlement

log = structlog.get_logger("console")

_SECONDS_BETWEEN = 15
# Between two batches of many, pages get their turn.
_SECONDS_BETWEEN_BATCHES = 0.5


class BackgroundWork:
    """`retain` deletes what is old once a day, and returns what it deleted when it did."""

    def __init__(
        self,
        notices: Notices,
        clusterer: Clusterer,
        retain: Callable[[], Mapping[str, int] | None],
        settlement: Settlement,
    ) -> None:
        self._notices = notices
        self._retain = retain
        self._clusterer = clusterer
        self._settlement = settlement

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self._repeat())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _repeat(self) -> None:
        while True:
            has_more = await self.run_once()
            await asyncio.sleep(_SECONDS_BETWEEN_BATCHES if has_more else _SECONDS_BETWEEN)

    async def run_once(self) -> bool:
        """Do what is due; return whether more may be waiting."""
        try:
            receipt = await run_in_threadpool(self._retain)
            if receipt is not None:
                log.info("retention", deleted=sum(receipt.values()))
            await self._notices.send()
            has_more = bool(await run_in_threadpool(self._clusterer.catch_up))
            if not has_more:
                await run_in_threadpool(self._settlement.catch_up)
        except Exception as error:  # noqa: BLE001 - a failure must not end the work for good
            log.error("work", error=type(error).__name__)  # noqa: TRY400 - a trace may hold texts
            return False
        else:
            return has_more
