"""The field somebody works or trains in."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("I'm a radiologist in Ohio", "diagnostic_radiology"),
        ("I'm an interventional radiologist", "interventional_radiology"),
        ("radiation oncologist, retired last year", "radiation_oncology"),
        ("I'm a nuclear medicine physician", "nuclear_medicine"),
        ("I'm a medical physicist", "medical_physics"),
        ("I'm an internist", "non_radiology"),
    ],
)
def test_a_specialist_names_the_field(read, text, field):
    assert read(text).get("field") == field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("I'm a fellow in neuroradiology at UCSF", "diagnostic_radiology"),
        ("I do breast imaging in Lyon", "diagnostic_radiology"),
        ("I matched in general surgery", "non_radiology"),
    ],
)
def test_what_one_does_names_it_too(read, text, field):
    assert read(text).get("field") == field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("I'm an attending", None),
        ("my residency is not ACGME accredited", None),
    ],
)
def test_a_field_that_nobody_named_is_none(read, text, field):
    assert read(text).get("field") == field


def test_the_field_that_somebody_switches_to_is_not_theirs_yet(read):
    text = "a pediatrics resident in Ohio, switching into radiology next July"
    assert read(text)["field"] == "non_radiology"


def test_the_core_exam_is_one_in_radiology(read):
    text = "finished residency in 2020, never passed the core. working in a group in Ohio"
    assert read(text)["field"] == "diagnostic_radiology"
