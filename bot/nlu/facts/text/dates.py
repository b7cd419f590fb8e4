"""Days in a message: `June 30, 2027`, `30/06/2027`, `2027-06-30`, `this July`, `July 2027`.

Where only a month is told, `Found` says so: the first or the last day is meant, as the context has it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateutil import parser
from dateutil.relativedelta import relativedelta

_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PATTERN = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)"
    rf"|(?P<numbers>\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d{{2}}\b)"
    rf"|(?P<day>\b(?:{_DAY}\s+(?:of\s+)?(?:{_MONTHS})\.?,?\s+\d{{4}}|(?:{_MONTHS})\.?\s+{_DAY},?\s+\d{{4}})\b)"
    rf"|(?P<month>\b(?:{_MONTHS})\.?,?\s+(?:of\s+)?(?P<year>\d{{4}})\b)"
    rf"|(?P<near>\b(?:(?P<since>in|since|by|until|from)\s+(?=may\b|march\b))?(?:(?P<which>this|next|last|coming)\s+)?(?P<nearday>{_DAY}\s+(?:of\s+)?(?={_MONTHS}))?(?P<nearmonth>{_MONTHS})(?:\.?\s+(?P<nearday2>{_DAY})\b)?(?:\s+(?:of\s+)?(?P<whose>this|last|next)\s+year)?)(?![a-z])"
    r"|(?P<relative>\b(?:today|tomorrow|yesterday|(?:in\s+)?(?:a|one|two|three|four|five|six|\d+)\s+(?:month|week|year)s?(?:\s+(?:ago|from now))?)\b)",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True)
class Found:
    """`day` as told; for a month alone its first day, and `month_only` is set.

    `year_told` is False where the year was guessed as the next to come; `roughly` is set for "four
    years ago", which is no day.
    """

    day: date
    month_only: bool
    year_told: bool
    roughly: bool
    start: int
    end: int

    @property
    def a_year_earlier(self) -> Found:
        return replace(self, day=self.day - relativedelta(years=1))

    @property
    def last(self) -> date:
        if not self.month_only:
            return self.day
        return self.day.replace(day=calendar.monthrange(self.day.year, self.day.month)[1])


def find_days(text: str, today: date) -> Iterator[Found]:
    """Yield the days that a text names; what cannot be a day (31 June) is left out."""
    for found in _PATTERN.finditer(text):
        try:
            day, month_only = _read(found, today)
        except (ValueError, OverflowError):
            continue
        if day is not None:
            guessed = bool(found["near"]) and not (found["which"] or found["whose"])
            roughly = re.search(r"month|year", found["relative"] or "", re.IGNORECASE) is not None
            yield Found(day, month_only, not guessed, roughly, *found.span())


def _read(found: re.Match[str], today: date) -> tuple[date | None, bool]:
    if found["iso"]:
        return date.fromisoformat(found["iso"]), False
    if found["numbers"]:
        return _of_numbers(found["numbers"]), False
    if found["day"]:
        return parser.parse(found["day"].replace(" of ", " ")).date(), False
    if found["month"]:
        return parser.parse(f"1 {found['month'].replace(' of ', ' ')}").date(), True
    if found["near"]:
        return _near(found, today)
    return _relative(found["relative"].lower(), today), False


def _of_numbers(text: str) -> date:
    """30/06/2027 can only be day first; where both readings are possible, the month is first."""
    first, second, year = map(int, re.split(r"[/.]", text))
    year += 2000 if year < 100 else 0
    return date(year, second, first) if first > 12 else date(year, first, second)


def _near(found: re.Match[str], today: date) -> tuple[date | None, bool]:
    """A month without a year counts when `this`, `next`, `last` or a day stands with it."""
    which, name = found["which"], found["nearmonth"]
    told_day = found["nearday"] or found["nearday2"]
    if name.lower() in {"may", "mar", "march"} and not (which or told_day or found["since"]):
        return None, False
    month = parser.parse(f"1 {name} 2000").month
    day = int(re.sub(r"\D", "", told_day)) if told_day else 1
    year = today.year
    if found["whose"]:
        year += {"this": 0, "last": -1, "next": 1}[found["whose"].lower()]
    elif which and which.lower() == "last":
        year -= month >= today.month
    elif month < today.month:
        year += 1
    return date(year, month, day), not told_day


def _relative(text: str, today: date) -> date | None:
    if text == "today":
        return today
    if text in {"tomorrow", "yesterday"}:
        return today + relativedelta(days=1 if text == "tomorrow" else -1)
    found = re.search(r"(\w+)\s+(month|week|year)s?", text)
    if not found or not (text.startswith("in ") or text.endswith(("ago", "from now"))):
        return None
    count = _NUMBERS.get(found[1]) or int(found[1])
    step = {
        "month": relativedelta(months=count),
        "week": relativedelta(weeks=count),
        "year": relativedelta(years=count),
    }[found[2]]
    return today - step if text.endswith("ago") else today + step
