"""Until when a retired member may hold elected office."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

_YEARS = relativedelta(years=6)


def elected_office_until(retires: date) -> date:
    """Return the last day: the same day six years later, or the last day of that month."""
    return retires + _YEARS
