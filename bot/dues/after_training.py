"""What follows the end of training: full membership six months later, the first dues in January."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

_SIX_MONTHS = relativedelta(months=6)
_FURTHER_PROGRAMS = frozenset({"us_canada", "outside"})


def goes_on(profile: Mapping[str, Any]) -> bool:
    """Tell whether a further program follows the training of now, after which alone dues begin."""
    program = profile.get("next_program")
    starts = "next_program_start" in profile and program is None
    return starts or program in _FURTHER_PROGRAMS


def six_months_after(day: date) -> date:
    """The same day six calendar months later, or the last day of that month."""
    return day + _SIX_MONTHS


def first_dues_day(training_end: date) -> date:
    """January 1 of the year after training ends."""
    return date(training_end.year + 1, 1, 1)


def dues_year(training_end: date, today: date) -> int:
    """0 in the year in which training ends, 1 in the first year of dues, and so on."""
    return today.year - training_end.year
