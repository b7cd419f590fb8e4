"""Days and times of the console are the office's; the records keep UTC."""

from __future__ import annotations

from datetime import date, datetime

from dateutil import tz

from bot.console.office_time import beginning, day_in, local

NEW_YORK = tz.gettz("America/New_York")


def test_an_evening_of_the_office_is_its_own_day_though_utc_is_further():
    at = datetime(2026, 11, 24, 1, 30)
    assert local(at, NEW_YORK).isoformat() == "2026-11-23T20:30:00-05:00"
    assert day_in(NEW_YORK)(at) == date(2026, 11, 23)


def test_a_day_begins_at_midnight_of_the_office():
    assert beginning(date(2026, 11, 23), NEW_YORK) == datetime(2026, 11, 23, 5)
    assert beginning(date(2026, 7, 1), NEW_YORK) == datetime(2026, 7, 1, 4)


def test_what_was_asked_in_the_evening_is_listed_and_counted_on_that_day(sign_in, log):
    log.talk("evening", (0, "answer", {"label": "faq/x"}), start=datetime(2026, 11, 21, 3, 30))
    client = sign_in("editor")
    page = client.page("/conversations?from=2026-11-20&to=2026-11-20")
    assert "1 conversation." in page
    assert "2026-11-20 22:30" in page
    assert "0 conversations." in client.page("/conversations?from=2026-11-21&to=2026-11-21")
    assert "2026-11-20,1," in client.page("/days.csv?from=2026-11-19&to=2026-11-21")
    assert "2026-11-20 22:30:00-05:00" in client.page("/turns.csv?from=2026-11-20&to=2026-11-20")
