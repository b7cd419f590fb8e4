"""A timeline as an iCalendar file, for any calendar program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from bot.dues.timeline import Event

# Nine in the morning, two weeks ahead: an all-day entry begins at midnight.
_REMIND_BEFORE = -timedelta(days=13, hours=15)
_FIRST_FILE = datetime(2026, 1, 1, tzinfo=timezone.utc)


def to_icalendar(events: Sequence[Event], made_at: datetime) -> bytes:
    """Return all-day entries, each with a reminder. `made_at` is a time in UTC, without a zone.

    A file that was made later replaces the dates of an earlier one, since an entry is known by its kind.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Radiology membership assistant//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(_entry(event, made_at))
    return bytes(calendar.to_ical())


def _entry(event: Event, made_at: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.name.replace('_', '-')}@membership-assistant")
    made = made_at.replace(tzinfo=timezone.utc)
    entry.add("sequence", int((made - _FIRST_FILE).total_seconds() // 60))
    entry.add("dtstamp", made)
    entry.add("dtstart", event.on)
    entry.add("dtend", event.on + timedelta(days=1))
    # The day is not taken up by it.
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", event.title)
    entry.add("description", event.details)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", _REMIND_BEFORE)
    entry.add_component(alarm)
    return entry
