"""A day as the answer to a question for one: "june 30", "6/27" and "2027" are days only there."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.knowledge.attributes import Attribute
from bot.nlu.facts.text.dates import DayMention, ImpossibleDay, find_days, impossible_day

_ENDS = {"training_end", "retirement_date", "retirement_notice"}
# Half of those who are asked have retired already, so that a day alone does not tell the year.
_EITHER_WAY = {"retirement_date", "retirement_notice"}
_AHEAD = re.compile(r"\b(?:will|going to|plan\w*|next|coming|upcoming)\b|'ll\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:ended|finished|completed|graduated|was|did|retired|stopped|told|already|past)\b",
    re.IGNORECASE,
)
_FILL = r"(?:(?:in|by|on|around|about|probably|maybe|end of|the end of)\s+)*"
_YEAR = re.compile(rf"{_FILL}([12]\d{{3}})\W*", re.IGNORECASE)
_TWO_NUMBERS = re.compile(rf"{_FILL}(\d{{1,2}})[/.-](\d{{1,2}})\W*", re.IGNORECASE)
# Of "6/27" the second number is a year where a program may well end in it.
_YEARS_NEAR = 3
_LAST_MONTH = 12
# In more words than these "today" says when something else is so.
_FEW_WORDS = 4
# Dues rise over four years; after that the day changes nothing.
_LONG_AGO = 6
# "Heavens, 1988 or so" holds a year alone.
_ABOUT_THEN = re.compile(
    r"^[^\d]{0,25}(?:19|20)\d\d(?: or (?:so|thereabouts)| or \d+| i (?:think|guess|believe)| maybe| roughly)\W*$"
    r"|^\W*(?:\w+\W+){0,2}(?:about|around|maybe|roughly|probably|circa|in) (?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
_YEARS_AGO = re.compile(r"\b(\d{1,2}) ?(?:years?|yrs?|y) ago\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<![/\d-])((?:19|20)\d\d)\b(?![/-])")


def read_day(attribute: Attribute, text: str, today: date) -> str | None:
    """Return the day as JSON has it; a month without a year, or "in two years", is asked for again."""
    is_end = attribute.name in _ENDS
    if attribute.name == "training_end" and (year := _long_ago(text, today)):
        return date(year, _LAST_MONTH, 31).isoformat()
    full = _in_full(text, today, is_end=is_end)
    for mention in find_days(full, today):
        if _says_now(full[mention.start : mention.end]) and len(full.split()) > _FEW_WORDS:
            continue  # "I am still on active duty today"
        if mention.roughly or (mention.month_only and not mention.has_year):
            continue
        if mention.has_year:
            return (mention.last if is_end else mention.day).isoformat()
        day = _without_year(attribute, mention, text, today)
        return None if day is None else day.isoformat()
    return None


def _says_now(words: str) -> bool:
    return words.strip().lower() in {"today", "now", "right now", "tomorrow"}


def _long_ago(text: str, today: date) -> int | None:
    """Return the year of a training that ended so long ago that the day does not matter any more."""
    if match := _YEARS_AGO.search(text):
        year = today.year - int(match[1])
    elif len(years := _ANY_YEAR.findall(text)) == 1 and (
        _PAST.search(text) or _ABOUT_THEN.search(text)
    ):
        year = int(years[0])
    else:
        return None
    return year if year <= today.year - _LONG_AGO else None


def problem_with(attribute: Attribute, text: str, today: date) -> ImpossibleDay | None:
    """Return what is wrong with the day, for a reply that says so; None: nothing, or there is none."""
    full = _in_full(text, today, is_end=attribute.name in _ENDS)
    problem = impossible_day(full, today)
    return problem if problem is None or full == text else replace(problem, words=text.strip())


def _in_full(text: str, today: date, *, is_end: bool) -> str:
    """Write out "2027" and "6/27", which are a day in an answer alone."""
    if year := _YEAR.fullmatch(text.strip()):
        return f"December {year[1]}" if is_end else f"January {year[1]}"
    numbers = _TWO_NUMBERS.fullmatch(text.strip())
    if numbers is None:
        return text
    month, second = map(int, numbers.groups())
    if abs(2000 + second - today.year) <= _YEARS_NEAR:
        return f"{month}/{2000 + second}"
    if month > _LAST_MONTH:
        month, second = second, month
    return f"{calendar.month_name[month]} {second}" if 1 <= month <= _LAST_MONTH else text


def _without_year(attribute: Attribute, mention: DayMention, text: str, today: date) -> date | None:
    """Return the next such day, or the last one where the answer speaks of what is over."""
    if _PAST.search(text):
        return (mention.a_year_earlier if mention.day > today else mention).day
    if attribute.name in _EITHER_WAY and not _AHEAD.search(text):
        return None
    return mention.day + relativedelta(years=mention.day < today)
