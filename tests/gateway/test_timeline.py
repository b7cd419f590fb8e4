"""The dates that follow training or retirement, as a calendar file and as JSON."""

from __future__ import annotations

import pytest
from icalendar import Calendar


def test_the_dates_come_as_a_calendar_file(gateway):
    response = gateway.get("/calendar.ics?training_ends=2027-06-30")
    assert response.headers["Content-Type"].startswith("text/calendar")
    entries = Calendar.from_ical(response.content).walk("VEVENT")
    assert "2028-01-01" in {str(entry.decoded("dtstart")) for entry in entries}


def test_the_dates_come_as_json_with_their_source(gateway):
    events = gateway.get("/api/timeline?training_ends=2027-06-30").json()["events"]
    first_dues = next(event for event in events if event["title"] == "First dues are owed")
    assert (first_dues["on"], first_dues["page"]) == ("2028-01-01", "join")
    assert "$77" in first_dues["details"]


@pytest.mark.parametrize("path", ["/calendar.ics", "/api/timeline"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?training_ends=soon",
        "?retires=2027-02-30",
        "?training_ends=9999-12-31",
        "?training_ends=0207-06-30",
    ],
)
def test_a_day_that_is_none_is_refused_in_a_sentence(gateway, path, query):
    response = gateway.get(path + query)
    assert response.status_code == 422
    assert "2027-06-30" in response.text


def test_the_calendar_file_is_one_to_save(gateway):
    response = gateway.get("/calendar.ics?retires=2027-06-30")
    assert response.headers["Content-Disposition"] == 'attachment; filename="membership.ics"'
    assert Calendar.from_ical(response.content).walk("VEVENT")


def test_the_end_of_training_wins_where_both_dates_are_in_the_address(gateway):
    both = gateway.get("/api/timeline?training_ends=2027-06-30&retires=2040-01-01").json()
    assert both == gateway.get("/api/timeline?training_ends=2027-06-30").json()


def test_a_date_that_is_refused_has_a_code_for_programs_and_a_page_for_people(gateway):
    error = gateway.get("/api/timeline").json()["error"]
    assert error["code"] == "no_day"
    assert "<h1>" in gateway.get("/calendar.ics").text
