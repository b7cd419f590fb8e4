"""How somebody, their school and their program stand."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "school_accredited"),
    [
        ("My school is not accredited", "no"),
        ("my school is LCME accredited", "yes"),
        ("I'm a med student at McGill", None),
    ],
)
def test_a_school_is_accredited_or_not(read, text, school_accredited):
    assert read(text).get("school_accredited") == school_accredited


@pytest.mark.parametrize(
    ("text", "good_standing"),
    [
        ("I'm not in good standing at my school", "no"),
        ("I'm in good standing", None),
    ],
)
def test_bad_standing_is_told_good_standing_is_taken_for_granted(read, text, good_standing):
    assert read(text).get("good_standing") == good_standing


@pytest.mark.parametrize(
    ("text", "program_approved"),
    [
        ("my residency is not ACGME accredited", "no"),
        ("I'm in a radiology residency in Boston", None),
    ],
)
def test_a_program_that_is_not_approved_is_told(read, text, program_approved):
    assert read(text).get("program_approved") == program_approved


def test_an_osteopathic_school_is_accredited_by_another_commission(read):
    assert (
        read("DO student in Ohio, my school isnt LCME tho its COCA")["school_accredited"] == "yes"
    )


@pytest.mark.parametrize(
    "words",
    ["a school with no AOA accreditation so far", "my DO school has no COCA accreditation yet"],
)
def test_a_school_without_that_accreditation_either_is_not_accredited(read, words):
    assert read(f"first year med student in Texas, {words}").get("school_accredited") != "yes"


def test_a_program_that_lost_its_accreditation_is_not_approved_for_naming_who_gave_it(read):
    text = "I'm a radiology resident in Michigan. AOA is gone and our program is unaccredited"
    assert read(text)["program_approved"] == "no"
