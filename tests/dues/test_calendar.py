from __future__ import annotations

from datetime import date

from icalendar import Calendar

from bot.dues.calendar import to_icalendar
from bot.dues.timeline import after_training


def test_a_calendar_program_reads_each_event_back(knowledge):
    events = after_training(date(2027, 6, 30), knowledge)
    file = to_icalendar(events, date(2026, 11, 23))
    entries = Calendar.from_ical(file).walk("VEVENT")
    assert [(entry["dtstart"].dt, str(entry["summary"])) for entry in entries] == [
        (event.on, event.title) for event in events
    ]
    assert file == to_icalendar(events, date(2026, 11, 23))
