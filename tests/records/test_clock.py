"""The time is stored in UTC, without a zone."""

from __future__ import annotations

import time
from datetime import datetime

from bot.records.clock import utc_now


def test_the_time_has_no_zone_and_is_that_of_utc_wherever_the_machine_stands(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        now, expected = utc_now(), datetime(*time.gmtime()[:6])
    finally:
        monkeypatch.undo()
        time.tzset()
    assert now.tzinfo is None
    assert abs((now - expected).total_seconds()) < 5
