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
