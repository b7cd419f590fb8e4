"""The time as the records store it."""

from __future__ import annotations

from datetime import datetime, timezone


def utc_now() -> datetime:
    """Return the time in UTC without a zone, as SQLite stores it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)
