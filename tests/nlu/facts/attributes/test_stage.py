"""Where somebody stands: from student to retired; what lies ahead does not count yet."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I'm a med student at McGill", "student"),
        ("I did not match this year", "between_school_and_training"),
        ("I'm in a radiology residency in Boston", "in_training"),
        ("I'm a radiologist in Ohio", "in_practice"),
        ("I'm between jobs at the moment", "not_working"),
        ("I'm semi-retired", "partly_retired"),
        ("I retired fully in 2025", "fully_retired"),
    ],
)
def test_where_somebody_stands_is_read(read, text, stage):
    assert read(text).get("stage") == stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I matched into diagnostic radiology", "between_school_and_training"),
        ("I have a residency spot in Germany", "between_school_and_training"),
    ],
)
def test_somebody_who_begins_training_is_between(read, text, stage):
    assert read(text).get("stage") == stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("I want to become a radiologist", None),
        ("when do residents pay", None),
    ],
)
def test_what_is_only_wished_or_asked_is_no_stage(read, text, stage):
    assert read(text).get("stage") == stage


def test_a_graduate_from_abroad_who_is_in_no_residency_is_between(read):
    text = "graduated doctor from India, doing an observership in Boston, not in residency"
    assert read(text)["stage"] == "between_school_and_training"
