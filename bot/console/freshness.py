"""When answers are to be read again, and which run out soon."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.knowledge.faq import Answer

# How long before its last day an answer is named: time to read the pages and publish what follows.
_NOTICE = timedelta(days=14)


def review_day(answer: Answer, review: timedelta) -> date:
    """Return the end of an answer's own review period, or else of that of all answers, `review`."""
    return answer.valid_until or answer.reviewed + review


def due_for_review(
    answers: Iterable[Answer], review: timedelta, today: date
) -> list[tuple[date, Answer]]:
    """Return the answers whose review is due, the longest first, with the day it was due."""
    days = ((review_day(answer, review), answer) for answer in answers)
    return _in_order((day, answer) for day, answer in days if day <= today)


def ending(answers: Iterable[Answer], today: date) -> list[Answer]:
    """Return the answers whose last day is near or over, the earliest first."""
    days = ((answer.last_day, answer) for answer in answers if answer.last_day)
    near = _in_order((day, answer) for day, answer in days if day <= today + _NOTICE)
    return [answer for _, answer in near]


def _in_order(days: Iterable[tuple[date, Answer]]) -> list[tuple[date, Answer]]:
    return sorted(days, key=lambda entry: (entry[0], entry[1].id))
