"""Calendar programs read the file, and take a later one as a change of the earlier."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from bot.dues.calendar_file import to_icalendar
from bot.dues.timeline import after_training, on_retiring

MADE = datetime(2026, 11, 23, 12, 0)


def entries(events, made_at=MADE):
    return Calendar.from_ical(to_icalendar(events, made_at)).walk("VEVENT")


@pytest.fixture
def june(knowledge):
    return after_training(date(2027, 6, 30), knowledge)


def test_a_calendar_program_reads_each_event_back(june):
    assert [(entry["dtstart"].dt, str(entry["summary"])) for entry in entries(june)] == [
        (event.on, event.title) for event in june
    ]
    assert to_icalendar(june, MADE) == to_icalendar(june, MADE)


def test_a_changed_date_replaces_the_old_one(june, knowledge):
    before = {str(entry["uid"]): entry for entry in entries(june)}
    july = after_training(date(2027, 7, 31), knowledge)
    after = {str(entry["uid"]): entry for entry in entries(july, MADE + timedelta(minutes=1))}
    ends = "training-ends@membership-assistant"
    assert before[ends]["dtstart"].dt != after[ends]["dtstart"].dt
    assert after[ends]["sequence"] > before[ends]["sequence"]
    assert Calendar.from_ical(to_icalendar(june, MADE))["method"] == "PUBLISH"


def test_no_two_entries_of_a_file_are_the_same(june, knowledge):
    for events in (june, on_retiring(date(2027, 2, 1), knowledge)):
        names = [str(entry["uid"]) for entry in entries(events)]
        assert len(names) == len(set(names))


def test_a_day_stays_free_and_the_reminder_comes_in_the_morning(june):
    for entry in entries(june):
        assert entry["transp"] == "TRANSPARENT"
        (alarm,) = entry.walk("VALARM")
        start = datetime.combine(entry["dtstart"].dt, datetime.min.time())
        reminder = start + alarm["trigger"].dt
        assert (reminder.hour, (start.date() - reminder.date()).days) == (9, 14)
