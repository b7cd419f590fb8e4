"""What becomes of dues already paid when a member retires."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FULL = "full"
NONE_STATED = "none_stated"
STAFF = "staff"
# Dues of the year of the notice, told too late and not paid: the pages say nothing.
UNPAID_AND_LATE = "unpaid_and_late"

_LAST_MONTH, _LAST_DAY = 3, 31


@dataclass(frozen=True)
class Refund:
    """`year` is the membership year that it is about."""

    outcome: str
    year: int

    @property
    def published(self) -> str | None:
        return self.outcome if self.outcome in {FULL, NONE_STATED, STAFF} else None

    def is_unsettled_for(self, year: int) -> bool:
        """Tell whether what is owed for that year stays open, or stays paid."""
        return self.outcome != FULL and self.year == year


def refund_of(notice: date | None, paid_year: int | None, retires: date | None) -> Refund | None:
    """Return what the page says; None when nothing was told that it speaks of.

    The window is January 1 to March 31, both ends included, of the year that the dues are for.
    """
    if notice is None:
        return None
    in_window = notice <= date(notice.year, _LAST_MONTH, _LAST_DAY)
    if paid_year is not None and notice.year < paid_year:
        return Refund(STAFF, paid_year)
    if paid_year == notice.year:
        if not in_window:
            return Refund(NONE_STATED, notice.year)
        early = retires is not None and retires > notice
        return Refund(STAFF if early else FULL, notice.year)
    if paid_year is not None and not in_window:
        return Refund(UNPAID_AND_LATE, notice.year)
    return None
