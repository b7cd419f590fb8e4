"""What somebody has been to the College so far."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "I was an ACR member-in-training in fellowship, now a radiologist in Ohio",
        "radiologist in Ohio, been an ACR member in training until 2022",
        "attending in Reno, was a member in training once",
    ],
)
def test_a_member_in_training_was_no_member_in_practice(read, text):
    assert read(text)["acr_history"] == "mit"


def test_somebody_who_works_with_a_group_practices(read):
    profile = read("Dr. Cho works with us in Omaha since March, radiologist")

    assert (profile["stage"], profile["place"]) == ("in_practice", "us")
