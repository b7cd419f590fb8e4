"""Days in a message: `June 30, 2027`, `30/06/2027`, `30JUN2027`, `next July`, `mid-2027`.

Where only a month is named, the mention says so: its first or its last day is meant, as the context
has it. A day that does not exist is no mention; `impossible_day` says what is wrong with it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from dateutil.relativedelta import relativedelta

from bot.nlu.facts.text.date_patterns import (
    ALSO_VERBS,
    BEFORE_A_MONTH,
    DATE,
    PARTS,
    SHIFT,
    SPAN,
    count_of,
)

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_LAST_MONTH = 12
_END_OF_CLASS = 6
# How far in front of a day the words may stand that belong to it ("a year from").
_LEAD = 30
_YEARS_BACK, _YEARS_AHEAD = 90, 20


@dataclass(frozen=True)
class DayMention:
    """`day` as named; for a month alone its first day, and `month_only` is set.

    `has_year` is False where the year was guessed as the next to come; `roughly` is set for "four
    years ago", which is no day.
    """

    day: date
    month_only: bool
    has_year: bool
    roughly: bool
    start: int
    end: int

    @property
    def a_year_earlier(self) -> DayMention:
        return replace(self, day=self.day - relativedelta(years=1))

    @property
    def last(self) -> date:
        if not self.month_only:
            return self.day
        return self.day.replace(day=calendar.monthrange(self.day.year, self.day.month)[1])


class DayFault(Enum):
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_MONTH = "no_such_month"
    UNLIKELY_YEAR = "unlikely_year"


@dataclass(frozen=True)
class ImpossibleDay:
    """What somebody wrote that cannot be the day, and why."""

    words: str
    fault: DayFault


class _ImpossibleError(ValueError):
    def __init__(self, fault: DayFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def find_days(text: str, today: date) -> Iterator[DayMention]:
    """Yield the days that a text names; what cannot be a day (31 June) is left out."""
    return (day for day in _days(text, today) if isinstance(day, DayMention))


def impossible_day(text: str, today: date) -> ImpossibleDay | None:
    """Return the first day of a text that does not exist, or lies too far from today."""
    return next((day for day in _days(text, today) if isinstance(day, ImpossibleDay)), None)


def _days(text: str, today: date) -> Iterator[DayMention | ImpossibleDay]:
    matches = list(DATE.finditer(text))
    day_first = _is_day_first([match["numbers"] for match in matches if match["numbers"]])
    for match in matches:
        try:
            mention = _mention(match, today, day_first=day_first)
        except _ImpossibleError as error:
            yield ImpossibleDay(match.group().strip(), error.fault)
            continue
        if mention is not None:
            yield _shifted(mention, text)


def _mention(match: re.Match[str], today: date, *, day_first: bool) -> DayMention | None:
    if match["relative"]:
        return _relative(match, today)
    if match["near"]:
        return _near(match, today)
    if match["iso"]:
        year, month, day = _of_iso(match["iso"])
    elif match["numbers"]:
        year, month, day = _of_numbers(match["numbers"], day_first=day_first)
    else:
        year, month, day = _in_words(match)
    if not today.year - _YEARS_BACK <= year <= today.year + _YEARS_AHEAD:
        raise _ImpossibleError(DayFault.UNLIKELY_YEAR)
    return DayMention(
        _date(year, month, day or 1),
        month_only=day is None,
        has_year=True,
        roughly=False,
        start=match.start("year6") if match["class"] else match.start(),
        end=match.end(),
    )


def _is_day_first(written: list[str]) -> bool:
    """30/06/2027 can only be day first; the other days of the message are written the same way."""
    pairs = [tuple(map(int, re.split(r"\D", numbers)[:2])) for numbers in written]
    return any(first > _LAST_MONTH for first, _ in pairs) and not any(
        second > _LAST_MONTH >= first for first, second in pairs
    )


def _of_numbers(text: str, *, day_first: bool) -> tuple[int, int, int | None]:
    """Where both readings are possible and nothing in the message decides, the month is first."""
    first, second, year = re.split(r"\D", text)
    month, day = int(first), int(second)
    if day_first or month > _LAST_MONTH >= day:
        month, day = day, month
    return _year(year), month, day


def _of_iso(text: str) -> tuple[int, int, int | None]:
    year, month, *day = map(int, re.split(r"\D", text))
    return year, month, day[0] if day else None


def _in_words(match: re.Match[str]) -> tuple[int, int, int | None]:
    if match["class"]:
        return _year(match["year6"]), _END_OF_CLASS, None
    if match["part"]:
        return int(match["year5"]), PARTS[match["part"].lower()], None
    if match["month4"]:
        return int(match["year4"]), int(match["month4"]), None
    month = match["month"] or match["month2"] or match["month3"] or match["month7"]
    year = match["year"] or match["year2"] or match["year3"] or match["year7"]
    day = match["day"] or match["day2"]
    return _year(year), _month(month), _number(day) if day else None


def _near(match: re.Match[str], today: date) -> DayMention | None:
    """A month without a year counts when `this`, `next`, `last`, a day or a preposition is with it."""
    which, whose = (match["which"] or "").lower(), (match["whose"] or "").lower()
    written = match["nearday"] or match["nearday2"]
    is_verb = match["nearmonth"].lower() in ALSO_VERBS
    if is_verb and not (
        which
        or written
        or BEFORE_A_MONTH.search(match.string, max(0, match.start() - _LEAD), match.start())
    ):
        return None
    month = _month(match["nearmonth"])
    return DayMention(
        _date(_near_year(which, whose, month, today), month, _number(written) if written else 1),
        month_only=not written,
        # "This June" may be the one before or the one to come.
        has_year=bool(whose or (which and (which != "this" or month >= today.month))),
        roughly=False,
        start=match.start(),
        end=match.end(),
    )


def _near_year(which: str, whose: str, month: int, today: date) -> int:
    if whose:
        return today.year + {"this": 0, "last": -1, "next": 1}[whose]
    if which in {"last", "past"}:
        return today.year - (month >= today.month)
    # "Next December", said in November, is not the one that comes in a few days.
    is_over = month <= today.month + 1 if which == "next" else month < today.month
    return today.year + is_over


def _relative(match: re.Match[str], today: date) -> DayMention | None:
    text = match["relative"].lower()
    step = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(text)
    day = None if step is None else today + relativedelta(days=step)
    span = SPAN.search(text)
    if span and (text.startswith("in ") or text.endswith(("ago", "from now"))):
        length = _length(span)
        day = today - length if text.endswith("ago") else today + length
    if day is None:
        return None
    return DayMention(
        day,
        month_only=False,
        has_year=True,
        roughly=span is not None and span["unit"].lower() != "week",
        start=match.start(),
        end=match.end(),
    )


def _shifted(mention: DayMention, text: str) -> DayMention:
    """Move "next June" on by the year of "a year from next June"."""
    shift = SHIFT.search(text, max(0, mention.start - _LEAD), mention.start)
    if shift is None or mention.roughly:
        return mention
    return replace(mention, day=mention.day + _length(shift), start=shift.start())


def _length(span: re.Match[str]) -> relativedelta:
    count = count_of(span["count"])
    unit = span["unit"].lower()
    return relativedelta(
        years=count if unit == "year" else 0,
        months=count if unit == "month" else 0,
        weeks=count if unit == "week" else 0,
    )


def _date(year: int, month: int, day: int) -> date:
    if not 1 <= month <= _LAST_MONTH:
        raise _ImpossibleError(DayFault.NO_SUCH_MONTH)
    try:
        return date(year, month, day)
    except ValueError:
        raise _ImpossibleError(DayFault.NO_SUCH_DAY) from None


def _month(name: str) -> int:
    return _MONTHS[name[:3].lower()]


def _year(written: str) -> int:
    year = _number(written)
    return year + 2000 if year < 100 else year


def _number(written: str) -> int:
    return int(re.sub(r"\D", "", written))
