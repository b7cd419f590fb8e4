"""The amounts that will change on a day to come, and the answers that will read otherwise then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.knowledge.dues import Line, NotPublished, Published, Superseded
from bot.knowledge.loader import Knowledge
from bot.messages.faq_messages import Messages


@dataclass(frozen=True)
class ChangedLine:
    """`before` and `after` are amounts; None where none is published."""

    title: str
    before: Published | None
    after: Published | None


@dataclass(frozen=True)
class DuesChange:
    """What changes on `day`; `answers` are the ids of those whose text differs from the day before."""

    day: date
    lines: tuple[ChangedLine, ...]
    answers: tuple[str, ...]


def upcoming(knowledge: Knowledge, today: date) -> list[DuesChange]:
    """Return every day after today on which an amount begins or ends, the nearest first."""
    days = {
        period.since
        for line in knowledge.dues.lines.values()
        for period in line.periods
        if period.since > today
    }
    changes, before = [], today
    for day in sorted(days):
        lines = [_changed(line, before, day) for line in knowledge.dues.lines.values()]
        changed = tuple(line for line in lines if line is not None)
        changes.append(DuesChange(day, changed, _answers(knowledge, before, day)))
        before = day
    return changes


def _changed(line: Line, before: date, after: date) -> ChangedLine | None:
    old, new = _amount(line.on(before)), _amount(line.on(after))
    if (old and old.amount) == (new and new.amount):
        return None
    return ChangedLine(line.title, old, new)


def _amount(value: Published | NotPublished | Superseded | None) -> Published | None:
    return value if isinstance(value, Published) else None


def _answers(knowledge: Knowledge, before: date, after: date) -> tuple[str, ...]:
    old, new = Messages(knowledge, before), Messages(knowledge, after)
    return tuple(
        id_ for id_ in knowledge.answers if old.answer(id_)["text"] != new.answer(id_)["text"]
    )
