"""Which program somebody is in now; one that is done or only dreamt of is none."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("I'm in a radiology residency in Boston", "residency"),
        ("I'm a fellow in neuroradiology at UCSF", "fellowship"),
        ("I'm an intern in a transitional year", "internship"),
        ("I'm a research fellow at Mayo", "research"),
        ("I'm a physicist in a CAMPEP program in Toronto", "physics_program"),
        ("PGY-3 in nuclear medicine", "residency"),
    ],
)
def test_a_program_that_goes_on_is_read(read, text, program):
    assert read(text).get("program") == program


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("I finished my residency in 2020", None),
        ("I'm a radiologist in Ohio", None),
    ],
)
def test_a_program_that_is_over_is_none(read, text, program):
    assert read(text).get("program") == program


@pytest.mark.parametrize(
    ("text", "training_end"),
    [
        ("I finish residency on June 30, 2027", "2027-06-30"),
        ("I'm in a radiology residency in Boston", None),
    ],
)
def test_the_last_day_of_a_program_is_read(read, text, training_end):
    assert read(text).get("training_end") == training_end
