"""What a person says about themselves, checked: no unheard-of value, no impossible date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.errors import ImpossibleDates, UnknownAttribute, UnknownValue
from bot.knowledge.attributes import UNKNOWN, AnswerKind, Attribute, Attributes

Value = str | int | date | tuple[str, ...]
# An absent attribute was not asked; the value `unknown` means that the person does not know.
Profile = Mapping[str, Value]

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
# Not "²", which is a digit too, and nothing so long that it cannot be converted.
_WHOLE_NUMBER = re.compile(r"\d{1,9}")


def check(values: Mapping[str, Any], attributes: Attributes) -> Profile:
    """Return the profile with dates as dates and lists as tuples.

    Raises UnknownAttribute, UnknownValue or ImpossibleDates, each of which names the attribute.
    """
    profile: dict[str, Value] = {}
    for name, value in values.items():
        if name not in attributes:
            raise UnknownAttribute(name, "there is no such attribute")
        if value is not None:
            profile[name] = check_value(attributes[name], value)
    _refuse_impossible_dates(profile)
    return profile


def check_value(attribute: Attribute, value: Any) -> Value:
    """Return one value as it is kept. Raises UnknownValue or ImpossibleDates."""
    if attribute.kind is AnswerKind.CHOICE:
        return _choice(attribute, value)
    if attribute.kind is AnswerKind.CHOICES:
        choices = [value] if isinstance(value, str) else value
        if not isinstance(choices, (list, tuple)) or not choices:
            raise UnknownValue(attribute.name, f"a list of values is needed, not {value!r}")
        return tuple(sorted({_choice(attribute, choice) for choice in choices}))
    if value == UNKNOWN:
        return UNKNOWN
    if attribute.kind is AnswerKind.DATE:
        return day_of(attribute.name, value)
    return _number(attribute, value)


def _choice(attribute: Attribute, value: Any) -> str:
    if isinstance(value, str) and (value in attribute.values or value == UNKNOWN):
        return value
    choices = ", ".join([*attribute.values, UNKNOWN])
    raise UnknownValue(attribute.name, f"{value!r} is not one of: {choices}")


def day_of(name: str, value: Any) -> date:
    """Return a day as it was written. Raises ImpossibleDates, which names what it was for."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ImpossibleDates(
            name, f"{value!r} is no date; one as in 2026-11-23 is needed"
        ) from None
    # Nobody's training; and half a year after the last day of the calendar there is none.
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ImpossibleDates(name, f"{day} is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    return day


def number_of(value: Any) -> Any:
    """Return a text that is a whole number as such, and anything else as it is."""
    is_number = isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value)
    return int(value) if is_number else value


def _number(attribute: Attribute, value: Any) -> int:
    value = number_of(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnknownValue(attribute.name, f"a whole number is needed, not {value!r}")
    least, most = 0, attribute.most or _LAST_YEAR
    if attribute.kind is AnswerKind.YEAR:
        least, most = _FIRST_YEAR, _LAST_YEAR
    if not least <= value <= most:
        raise UnknownValue(attribute.name, f"{value} is not between {least} and {most}")
    return value


def _refuse_impossible_dates(profile: Profile) -> None:
    start, end = profile.get("training_start"), profile.get("training_end")
    next_start = profile.get("next_program_start")
    # `training_start` is of the current program, `training_end` of the last completed one; only
    # somebody who is past training speaks of the same program with both.
    if isinstance(start, date) and isinstance(end, date) and end < start and not _trains(profile):
        raise ImpossibleDates(
            "training_end", f"training ends on {end}, before it starts on {start}"
        )
    if isinstance(next_start, date) and isinstance(end, date) and next_start < end:
        raise ImpossibleDates(
            "next_program_start", f"the next program starts on {next_start}, before {end}"
        )


def _trains(profile: Profile) -> bool:
    return profile.get("stage") == "in_training"
