"""What happens when, and what to do: after training, and on retiring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dues.years import first_dues_day, six_months_after
from bot.knowledge.dues import Dues, Published
from bot.knowledge.sources import Citation

_JOIN = "join"
_STATUS = Citation(_JOIN, "When will my member-in-training status change to paid membership?")
_FIRST_DUES = Citation(_JOIN, "Are there dues after I graduate?")
_RETIRED = Citation(_JOIN, "How much do retired members pay in dues?")


@dataclass(frozen=True)
class Event:
    """Something that happens, or is to be done, on a day; `is_task` tells which."""

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


def after_training(ends: date, dues: Dues) -> tuple[Event, ...]:
    """Return what follows the end of training of a member-in-training, in order of days."""
    turning, january = six_months_after(ends), first_dues_day(ends)
    first = dues.amount("national_year_1", january)
    rate = (
        f"The first-year amount quoted today is ${first.amount:.0f} in national dues; chapter dues "
        "come on top and are not published."
        if isinstance(first, Published)
        else "The amount is on the schedule of dues."
    )
    events = [
        Event(ends, "Training ends", "Membership stays free for the rest of this year.", _STATUS),
        Event(
            turning,
            "Member-in-training status changes",
            "You become a full member in the appropriate category automatically, six months after "
            "training. The page sets no counting rule, so allow a day or two.",
            _STATUS,
        ),
        Event(january, "First dues are owed", rate, _FIRST_DUES),
        Event(
            date(ends.year, 12, 1),
            "Check address and board status",
            "Tell the membership department your new address and whether you are board certified; "
            "it decides between general and associate membership.",
            _STATUS,
            is_task=True,
        ),
    ]
    if turning > january:
        details = (
            "Dues are stated from January on, and trainee status until this later day; ask the "
            "membership department which holds in between."
        )
        events.append(Event(january, "The pages leave a question open", details, _STATUS))
    return _in_order(events, ends)


def on_retiring(retires: date) -> tuple[Event, ...]:
    """Return what to do about retiring on that day, in order of days."""
    year = retires.year if retires <= date(retires.year, 3, 31) else retires.year + 1
    events = [
        Event(
            retires,
            "You retire fully",
            "Retired membership is free after that; part-time work is not retirement.",
            _RETIRED,
        ),
        Event(
            max(date(year, 1, 1), retires),
            "Tell the membership department",
            f"From January 1 to March 31, {year}, both days included: dues already paid for {year} "
            "are then refunded in full.",
            _RETIRED,
            is_task=True,
        ),
        Event(
            date(year, 3, 31),
            "Last day for the full refund",
            f"After it no refund of dues for {year} is stated.",
            _RETIRED,
        ),
    ]
    return _in_order(events, retires)


def _in_order(events: list[Event], since: date) -> tuple[Event, ...]:
    return tuple(sorted((one for one in events if one.on >= since), key=lambda one: one.on))
