"""Notices and clustering run beside the pages, and one failure does not end them."""

from __future__ import annotations

import asyncio

import pytest
import structlog

from bot.console import background_work
from bot.console.background_work import BackgroundWork


class CountingNotices:
    def __init__(self, *errors):
        self.errors = list(errors)
        self.calls = 0
        self.third_call = asyncio.Event()

    async def send(self):
        self.calls += 1
        if self.calls == 3:
            self.third_call.set()
        if self.errors:
            raise self.errors.pop(0)
        return 0


class CountingClusterer:
    def __init__(self, *counts):
        self.counts = list(counts)
        self.calls = 0

    def catch_up(self):
        self.calls += 1
        return self.counts.pop(0) if self.counts else 0


def nothing_is_due():
    return None


def test_what_was_deleted_is_logged_as_a_number():
    work = BackgroundWork(
        CountingNotices(), CountingClusterer(), lambda: {"texts": 2, "comments": 1}
    )
    with structlog.testing.capture_logs() as lines:
        asyncio.run(work.run_once())
    assert [(line["event"], line["deleted"]) for line in lines] == [("retention", 3)]


def test_more_is_waiting_while_a_batch_was_clustered():
    work = BackgroundWork(CountingNotices(), CountingClusterer(100, 0), nothing_is_due)
    assert asyncio.run(work.run_once()) is True
    assert asyncio.run(work.run_once()) is False


def test_a_failure_is_logged_by_its_kind_and_the_next_run_goes_on():
    notices, clusterer = CountingNotices(ValueError("a private text")), CountingClusterer()
    work = BackgroundWork(notices, clusterer, nothing_is_due)
    with structlog.testing.capture_logs() as lines:
        assert asyncio.run(work.run_once()) is False
    assert [(line["event"], line["error"]) for line in lines] == [("work", "ValueError")]
    assert "private" not in str(lines)
    asyncio.run(work.run_once())
    assert (notices.calls, clusterer.calls) == (2, 1)


@pytest.mark.parametrize("errors", [(), (OSError("closed"), OSError("closed"))])
def test_it_repeats_while_the_console_runs_and_ends_with_it(monkeypatch, errors):
    monkeypatch.setattr(background_work, "_SECONDS_BETWEEN", 0.001)
    notices = CountingNotices(*errors)

    async def run():
        async with BackgroundWork(notices, CountingClusterer(), nothing_is_due).running():
            await asyncio.wait_for(notices.third_call.wait(), 10)
        calls = notices.calls
        await asyncio.sleep(0.01)
        return calls

    assert asyncio.run(run()) == notices.calls
