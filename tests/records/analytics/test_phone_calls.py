"""The number of calls in a week, as staff type it in."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.records.analytics import phone_calls
from bot.records.analytics.phone_calls import Week

NOW = datetime(2026, 11, 23, 12, 0)


@pytest.fixture
def connection(database):
    with database.begin() as connection_:
        yield connection_


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 29), date(2026, 11, 23)),
        (date(2027, 1, 1), date(2026, 12, 28)),
    ],
)
def test_a_day_belongs_to_the_week_of_its_monday(day, monday):
    assert phone_calls.monday_of(day) == monday


def test_a_second_number_of_a_week_replaces_the_first(connection):
    phone_calls.save(connection, date(2026, 11, 24), 120, "maria", NOW)
    phone_calls.save(connection, date(2026, 11, 27), 90, "maria", NOW)
    assert phone_calls.latest(connection, 10) == [Week(date(2026, 11, 23), 90)]


def test_weeks_come_latest_first_and_no_more_than_asked_for(connection):
    for day, calls in ((2, 1), (9, 2), (16, 3)):
        phone_calls.save(connection, date(2026, 11, day), calls, "maria", NOW)
    assert [week.calls for week in phone_calls.latest(connection, 2)] == [3, 2]
