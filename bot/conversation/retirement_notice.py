"""The day on which the College is told of a retirement that is still to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.knowledge.dues import RetirementRefund


def notice_to_come(
    told: Mapping[str, Any], text: str, today: date, rule: RetirementRefund
) -> str | None:
    """Return the day of the notice in the year to which it belongs, where the one that was told is over.

    Who is still to retire has told nobody yet, so a day without a year is one to come. Of somebody who
    has paid for a year, a day that may bring these dues back is not before that year.
    """
    retires, notice = (str(told.get(name, "")) for name in ("retirement_date", "retirement_notice"))
    is_over = notice and notice < today.isoformat() < retires
    if not is_over or notice[:4] in text:
        return None
    year, paid = today.year, str(told.get("dues_paid_year", ""))
    if paid.isdigit() and rule.is_in_time(date.fromisoformat(notice)):
        year = max(year, int(paid))
    day = f"{year}{notice[4:]}"
    return day if day >= today.isoformat() else f"{year + 1}{notice[4:]}"
