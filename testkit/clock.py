"""A clock that stands still, or ticks at each look, until somebody sets it forward."""

from __future__ import annotations

from datetime import datetime, timedelta

NOON = datetime(2026, 11, 23, 12, 0)


class Clock:
    """`tick` is how far each look moves it: rows that are written in turn keep their order."""

    def __init__(self, now: datetime = NOON, tick: timedelta = timedelta()) -> None:
        self.now = now
        self._tick = tick

    def __call__(self) -> datetime:
        now = self.now
        self.now += self._tick
        return now

    def forward(self, minutes: float = 0, **more: float) -> None:
        """Set it forward; `more` is what timedelta takes: hours, days, seconds."""
        self.now += timedelta(minutes=minutes, **more)
