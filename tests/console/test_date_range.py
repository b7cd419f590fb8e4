"""The days that a page is about: those in the address, or the latest ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timezone, tzinfo

import pytest
from dateutil import tz
from starlette.exceptions import HTTPException

from bot.console.date_range import DateRange, date_range_of


def test_days_that_are_none_are_refused(sign_in):
    client = sign_in("viewer")
    for query in (
        "from=2026-13-01",
        "from=2026-11-20&to=2026-11-10",
        "to=0001-01-01",
        "from=0001-01-01",
        "to=9999-12-31",
        "from=2000-01-01&to=2199-12-31",
    ):
        assert client.http.get(f"/overview?{query}").status_code == 422, query


@dataclass
class FakeRequest:
    values: dict = field(default_factory=dict)
    today: date = date(2026, 11, 23)
    zone: tzinfo = timezone.utc

    def query(self, name):
        return self.values.get(name, "")


def days(default_days=7, **values):
    return date_range_of(
        FakeRequest({"from": values.get("since", ""), "to": values.get("until", "")}), default_days
    )


def test_ten_years_are_shown_and_no_more():
    assert days(since="2016-01-01", until="2025-12-31").first == date(2016, 1, 1)
    with pytest.raises(HTTPException, match="ten years"):
        days(since="2015-12-31", until="2026-01-01")


def test_the_latest_days_are_the_default_and_today_is_among_them():
    assert days() == DateRange(date(2026, 11, 17), date(2026, 11, 23))
    assert days(30).first == date(2026, 10, 25)


def test_a_last_day_alone_takes_as_many_days_before_it():
    assert days(until="2026-03-07") == DateRange(date(2026, 3, 1), date(2026, 3, 7))


def test_both_days_are_included_in_the_times():
    single = DateRange(date(2026, 11, 23), date(2026, 11, 23))
    assert single.since == datetime(2026, 11, 23)
    assert single.until == datetime(2026, 11, 24)
    assert single.query == "from=2026-11-23&to=2026-11-23"


@pytest.mark.parametrize("since", ["1999-12-31", "soon", "2026-02-30"])
def test_a_day_that_cannot_be_is_refused_in_a_sentence(since):
    with pytest.raises(HTTPException) as caught:
        days(since=since)
    assert caught.value.status_code == 422
    assert caught.value.detail.startswith("Enter a date")


def test_the_first_day_must_not_be_after_the_last():
    with pytest.raises(HTTPException, match="must not be after"):
        days(since="2026-11-22", until="2026-11-21")


def test_a_day_is_that_of_the_office_and_has_23_hours_when_the_clock_goes_forward():
    day = date(2026, 3, 8)
    range_ = DateRange(day, day, tz.gettz("America/New_York"))
    assert range_.since == datetime(2026, 3, 8, 5)
    assert range_.until == datetime(2026, 3, 9, 4)


def test_the_days_before_are_as_many_and_end_where_these_begin():
    range_ = DateRange(date(2026, 11, 17), date(2026, 11, 23))
    assert range_.before == DateRange(date(2026, 11, 10), date(2026, 11, 16))
    assert range_.before.until == range_.since
