"""The days that a page is about, from its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from starlette.exceptions import HTTPException

from bot.console import office_time
from bot.console.request import StaffRequest

_DAY = timedelta(days=1)
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
# Each day is looked at by itself: two centuries of them keep everybody else waiting.
_LONGEST = timedelta(days=3653)


@dataclass(frozen=True)
class DateRange:
    """From the first day of the office to the last, both included."""

    first: date
    last: date
    zone: tzinfo = timezone.utc

    @property
    def since(self) -> datetime:
        return office_time.beginning(self.first, self.zone)

    @property
    def until(self) -> datetime:
        return office_time.beginning(self.last + _DAY, self.zone)

    @property
    def before(self) -> DateRange:
        """As many days, right before these."""
        length = self.last - self.first
        return DateRange(self.first - _DAY - length, self.first - _DAY, self.zone)

    @property
    def query(self) -> str:
        return f"from={self.first}&to={self.last}"


def date_range_of(request: StaffRequest, default_days: int = 7) -> DateRange:
    """Return the days in the address; the latest ones where it names none. Raises 422."""
    today = request.today
    try:
        last = date.fromisoformat(request.query("to") or today.isoformat())
        default = last - timedelta(days=default_days - 1)
        first = date.fromisoformat(request.query("from") or default.isoformat())
    except (ValueError, OverflowError):
        raise HTTPException(422, "Enter a date in the form 2026-11-23.") from None
    if first < EARLIEST or last > LATEST:
        raise HTTPException(422, f"Enter a date between {EARLIEST} and {LATEST}.")
    if first > last:
        raise HTTPException(422, "The first day must not be after the last day.")
    if last - first > _LONGEST:
        raise HTTPException(422, "Enter ten years at most.")
    return DateRange(first, last, request.zone)
