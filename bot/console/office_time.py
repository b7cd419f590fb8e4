"""Times as the membership office reads them; the records keep UTC, without a zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timezone, tzinfo


def local(at: datetime, zone: tzinfo) -> datetime:
    """Return a time of the records in the office's zone."""
    return at.replace(tzinfo=timezone.utc).astimezone(zone)


def beginning(day: date, zone: tzinfo) -> datetime:
    """Return when a day of the office begins, as the records keep it."""
    midnight = datetime.combine(day, time(), zone)
    return midnight.astimezone(timezone.utc).replace(tzinfo=None)


def day_in(zone: tzinfo) -> Callable[[datetime], date]:
    """Return a function from a time of the records to the office's day."""
    return lambda at: local(at, zone).date()
