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
