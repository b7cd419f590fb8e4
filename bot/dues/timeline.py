"""What happens when, and what to do: after training, and on retiring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dues.after_training import first_dues_day, six_months_after
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.sources import Citation
from bot.knowledge.timeline import YEAR


@dataclass(frozen=True)
class Event:
    """Something that happens, or is to be done, on a day; `is_task` tells which, `name` its kind."""

    name: str
    on: date
    title: str
    details: str
    cites: Citation
    is_task: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "title": self.title,
            "details": self.details,
            "is_task": self.is_task,
            "page": self.cites.page,
            "heading": self.cites.heading,
        }


def after_training(ends: date, knowledge: Knowledge) -> tuple[Event, ...]:
    """Return what follows the end of training of a member-in-training, in order of days."""
    turning, january = six_months_after(ends), first_dues_day(ends)
    days = {
        "training_ends": ends,
        "status_changes": turning,
        "first_dues": january,
        "address_check": date(ends.year, 12, 1),
    }
    if turning > january:
        days["open_question"] = january
    return _in_order((_event(name, on, knowledge, {}) for name, on in days.items()), ends)


def on_retiring(retires: date, knowledge: Knowledge) -> tuple[Event, ...]:
    """Return what to do about retiring on that day, in order of days."""
    year, refund = retires.year, knowledge.dues.retirement_refund
    if not refund.is_in_time(retires):
        year += 1
    days = {
        "retirement": retires,
        "notice": max(date(year, 1, 1), retires),
        "last_day_of_refund": refund.last_day(year),
    }
    values = {YEAR: str(year)}
    events = (_event(name, on, knowledge, values) for name, on in days.items())
    return _in_order(events, retires)


def _event(name: str, on: date, knowledge: Knowledge, values: Mapping[str, str]) -> Event:
    text = knowledge.timeline[name]
    details = knowledge.fill(text.details, on, **values)
    return Event(name, on, text.title, details, text.cites, text.is_task)


def _in_order(events: Iterable[Event], since: date) -> tuple[Event, ...]:
    return tuple(
        sorted((event for event in events if event.on >= since), key=lambda event: event.on)
    )
