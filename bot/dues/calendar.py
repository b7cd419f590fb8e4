"""A timeline as an iCalendar file, for any calendar program."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from bot.dues.timeline import Event

_REMIND_BEFORE = timedelta(days=-14)


def to_icalendar(events: Sequence[Event], made_on: date) -> bytes:
    """Return all-day entries with a reminder two weeks ahead; the same events give the same file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Radiology membership assistant//EN")
    calendar.add("version", "2.0")
    stamp = datetime(made_on.year, made_on.month, made_on.day, tzinfo=timezone.utc)
    for event in events:
        entry = Entry()
        name = f"{event.on}|{event.title}".encode()
        entry.add("uid", f"{hashlib.sha256(name).hexdigest()[:24]}@membership-assistant")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", event.on)
        entry.add("dtend", event.on + timedelta(days=1))
        entry.add("summary", event.title)
        entry.add("description", event.details)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.title)
        alarm.add("trigger", _REMIND_BEFORE)
        entry.add_component(alarm)
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
