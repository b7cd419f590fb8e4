"""The eligibility check, the dates and the calendar file as plain pages: all stands in the address."""

from __future__ import annotations

import pytest
from icalendar import Calendar

RESIDENT = (
    "profession=physician&stage=in_training&place=us&field=diagnostic_radiology&program=residency"
)


def test_the_first_page_asks_the_first_question(door):
    page = door.get("/eligibility").text
    assert "Where are you in your career today?" in page
    assert 'name="stage"' in page
    assert "Why we ask" in page


def test_each_answer_leads_on_until_there_is_a_result(door):
    page = door.get("/eligibility?stage=in_training").text
    assert 'type="hidden" name="stage" value="in_training"' in page
    result = door.get(f"/eligibility?{RESIDENT}").text
    assert "Member-in-training" in result
    assert "$0" in result


def test_an_answer_can_be_changed_by_following_its_link(door):
    page = door.get("/eligibility?stage=student&profession=medical_student").text
    assert 'href="/eligibility?profession=medical_student"' in page


@pytest.mark.parametrize(
    "told", ["place=mars", "moon=us", "training_end=2027-02-30", "school_years=many"]
)
def test_an_address_that_was_tampered_with_is_refused_by_name(door, told):
    response = door.get(f"/eligibility?{told}")
    assert response.status_code == 422
    assert told.partition("=")[0] in response.text
    assert "Traceback" not in response.text


def test_what_was_told_cannot_inject_anything_into_the_page(door):
    response = door.get("/eligibility", params={"<script>alert(1)</script>": "x"})
    assert response.status_code == 422
    assert "<script>alert" not in response.text


def test_the_dates_come_as_a_calendar_file(door):
    response = door.get("/calendar.ics?training_ends=2027-06-30")
    assert response.headers["Content-Type"].startswith("text/calendar")
    entries = Calendar.from_ical(response.content).walk("VEVENT")
    assert "2028-01-01" in {str(entry.decoded("dtstart")) for entry in entries}


def test_the_dates_come_as_json_with_their_source(door):
    events = door.get("/api/timeline?training_ends=2027-06-30").json()["events"]
    first_dues = next(one for one in events if one["title"] == "First dues are owed")
    assert (first_dues["on"], first_dues["page"]) == ("2028-01-01", "join")
    assert "$77" in first_dues["details"]


@pytest.mark.parametrize("path", ["/calendar.ics", "/api/timeline"])
@pytest.mark.parametrize(
    "query", ["", "?training_ends=soon", "?retires=2027-02-30", "?training_ends=9999-12-31"]
)
def test_a_day_that_is_none_is_refused_in_a_sentence(door, path, query):
    response = door.get(path + query)
    assert response.status_code == 422
    assert "2027-06-30" in response.text
