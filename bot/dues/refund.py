"""The refund of dues already paid when a member retires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.knowledge.dues import RetirementRefund

FULL = "full"
NONE_STATED = "none_stated"
STAFF = "staff"
# Dues of the year of the notice, which came too late, and not paid: the pages say nothing.
UNPAID_AND_LATE = "unpaid_and_late"


@dataclass(frozen=True)
class Refund:
    """`year` is the membership year that it is about."""

    outcome: str
    year: int

    @property
    def published(self) -> str | None:
        return self.outcome if self.outcome in {FULL, NONE_STATED, STAFF} else None

    @property
    def is_open(self) -> bool:
        """Tell whether the pages leave it to staff."""
        return self.outcome in {UNPAID_AND_LATE, STAFF}

    def is_unsettled_for(self, year: int) -> bool:
        """Tell whether what is owed for that year stays open, or stays paid."""
        return self.outcome != FULL and self.year == year


def refund_for(profile: Mapping[str, Any], rule: RetirementRefund) -> Refund | None:
    """Return the refund of somebody who gave notice of retirement."""
    paid = profile.get("dues_paid_year")
    return refund_of(
        _day(profile.get("retirement_notice")),
        paid if isinstance(paid, int) else None,
        _day(profile.get("retirement_date")),
        rule,
    )


def refund_of(
    notice: date | None, paid_year: int | None, retires: date | None, rule: RetirementRefund
) -> Refund | None:
    """Return what the page says; None when it does not speak of the case.

    The window is January 1 to the last day of the rule, both ends included, of the year that the dues are for.
    """
    if notice is None:
        return None
    in_window = rule.is_in_time(notice)
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


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
