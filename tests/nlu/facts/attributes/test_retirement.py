"""The end of practice: come, to come, or only in part."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I retired fully in 2025", "fully_retired"),
        ("radiation oncologist, retired last year", "fully_retired"),
    ],
)
def test_whoever_stopped_for_good_is_retired(read, text, stage):
    assert read(text).get("stage") == stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I still work part time, mostly retired", "partly_retired"),
        ("I'm semi-retired", "partly_retired"),
    ],
)
def test_whoever_still_works_a_little_is_not(read, text, stage):
    assert read(text).get("stage") == stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I plan to retire on June 30, 2027", "in_practice"),
        ("what do retired members pay", None),
    ],
)
def test_whoever_will_retire_still_practices(read, text, stage):
    assert read(text).get("stage") == stage


@pytest.mark.parametrize(
    ("text", "retirement_date"),
    [
        ("I plan to retire on June 30, 2027", "2027-06-30"),
        ("I retired fully in 2025", None),
    ],
)
def test_the_day_is_told_with_it(read, text, retirement_date):
    assert read(text).get("retirement_date") == retirement_date


def test_what_a_retired_member_may_still_do_is_no_work(read):
    text = "I retired completely last June. What can I still do in the College as a retired member?"
    assert read(text)["stage"] == "fully_retired"


def test_who_is_going_to_stop_reading_retires_then(read):
    facts = read("I've been an ACR member since 1989 and I'm going to stop reading in June 2027")
    assert facts["retirement_date"] == "2027-06-30"
    assert "training_end" not in facts
