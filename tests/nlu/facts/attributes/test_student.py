"""Who studies medicine, where, and whether they have begun."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "incoming M1 at Tufts, classes start in August 2027",
        "I'll be a med student at Emory next fall",
        "I start medical school in July 2027 in Ohio",
        "he will be an MS1 at Baylor",
        "prospective medical student, UCLA took me",
        "my daughter begins med school at Yale in August 2027",
    ],
)
def test_whoever_is_only_admitted_is_not_enrolled(read, text):
    profile = read(text)

    assert profile["enrolled"] == "no"
    assert "stage" not in profile


@pytest.mark.parametrize(
    "text",
    [
        "started medical school at Yale in August 2026",
        "I'll be an MS4 at Yale next year",
        "I begin my third year of medical school at Yale in August 2027",
    ],
)
def test_whoever_has_begun_is_not_taken_for_admitted_only(read, text):
    assert read(text).get("enrolled") != "no"


@pytest.mark.parametrize(
    "text",
    [
        "nursing student in Texas",
        "I'm in a radiography program in Ohio",
        "dosimetry student, can I join?",
        "radiologic technology student at Boise State",
        "ultrasound student",
        "PA student who loves IR",
    ],
)
def test_a_student_of_another_profession_is_no_medical_student(read, text):
    profile = read(text)

    assert profile["profession"] == "other"
    assert "enrolled" not in profile


@pytest.mark.parametrize(
    "text",
    [
        "MS2 at St. Matthew's University",
        "ms4 at Saba, US citizen, rotating in Chicago",
        "second-year med student at AUC",
        "Ross med student rotating in New York",
        "MS1 at the Medical University of the Americas",
    ],
)
def test_a_school_in_the_caribbean_is_outside(read, text):
    assert read(text)["place"] == "outside"


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("MS2 at Tufts, good standing: no", "no"),
        ("MS2 at Tufts. Good academic standing? NOPE", "no"),
        ("MS2 at Tufts, isn't in good standing", "no"),
        ("MS2 at Tufts, no longer in good standing", "no"),
        ("MS2 at Tufts, good standing: yes", "yes"),
        ("MS2 at Tufts in good standing. No loans.", "yes"),
    ],
)
def test_standing_is_read_as_in_a_form(read, text, standing):
    assert read(text)["good_standing"] == standing


@pytest.mark.parametrize(
    "text", ["my med school is in Lublin, Poland", "I'm Canadian but med school is in Dublin"]
)
def test_whoever_names_their_school_studies_there(read, text):
    profile = read(text)

    assert profile["stage"] == "student"
    assert profile["place"] == "outside"
