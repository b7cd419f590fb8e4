"""What somebody is by profession, named or following from what they do."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("I'm a radiologist in Ohio", "physician"),
        ("I'm a medical physicist", "medical_physicist"),
        ("I'm a registered radiologist assistant", "radiologist_assistant"),
        ("I am an MRI scientist", "mri_scientist"),
        ("I'm a nurse", "other"),
        ("I'm a dentist in Texas", "other"),
        ("I'm a med student at McGill", "medical_student"),
        ("I'm a stay at home dad for now, radiologist", "physician"),
    ],
)
def test_a_profession_is_named(read, text, profession):
    assert read(text).get("profession") == profession


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("I finish residency on June 30, 2027", "physician"),
        ("I did not match this year", "physician"),
        ("my ECFMG certificate is current", "physician"),
        ("PGY-3 in nuclear medicine", "physician"),
    ],
)
def test_a_profession_follows_from_what_one_does(read, text, profession):
    assert read(text).get("profession") == profession


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("I'm not a physician", None),
        ("I want to become a radiologist", None),
        ("I retired fully in 2025", None),
        ("what do radiologists pay", None),
    ],
)
def test_what_one_is_not_or_not_yet_is_none(read, text, profession):
    assert read(text).get("profession") == profession


def test_who_thinks_of_becoming_something_is_what_they_are_today(read):
    assert read("rad tech here thinking about becoming an RRA")["profession"] == "other"
    assert read("I'm an RRA in Ohio")["profession"] == "radiologist_assistant"


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("I happen to be an RRA with ARRT certification in Ohio", "radiologist_assistant"),
        ("My wife happens to be a physicist at a hospital in Boston", "medical_physicist"),
    ],
)
def test_what_somebody_happens_to_be_they_are(read, text, profession):
    assert read(text)["profession"] == profession


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("i'm an attending at a va hospital in tampa", "physician"),
        ("I'm a first year attending", "physician"),
        ("I'm an attending physicist in Ohio", "medical_physicist"),
        ("my dad works at a hospital in Ohio", None),
    ],
)
def test_an_attending_is_a_physician(read, text, profession):
    assert read(text).get("profession") == profession
