"""What somebody holds or serves in."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "ecfmg"),
    [
        ("my ECFMG certificate is current", "current"),
        ("my ecfmg expired", "not_current"),
        ("I'm a radiologist in Ohio", None),
    ],
)
def test_an_ecfmg_certificate_is_current_or_not(read, text, ecfmg):
    assert read(text).get("ecfmg") == ecfmg


@pytest.mark.parametrize(
    ("text", "arrt"),
    [
        ("I have the ARRT certificate", "yes"),
        ("I don't have ARRT certification", "no"),
        ("no she still has her ARRT, just moving", "yes"),
        ("no, no ARRT", "no"),
        ("I'm a radiologist in Ohio", None),
    ],
)
def test_an_arrt_certificate_is_held_or_not(read, text, arrt):
    assert read(text).get("arrt") == arrt


@pytest.mark.parametrize(
    ("text", "federal_service"),
    [
        ("I'm on active duty in the Navy", "active_duty"),
        ("I work at the VA", "va"),
        ("I'm a veteran", "veteran"),
        ("I'm a radiologist in Ohio", None),
    ],
)
def test_federal_service_is_named(read, text, federal_service):
    assert read(text).get("federal_service") == federal_service


@pytest.mark.parametrize(
    ("text", "ecfmg"),
    [
        ("my ECFMG certificate expires next year", "current"),
        ("my ECFMG certificate will expire in March", "current"),
        ("my ECFMG is going to lapse in May", "current"),
        ("my ECFMG expired in 2024", "not_current"),
        ("my ECFMG ran out", "not_current"),
    ],
)
def test_a_certificate_that_will_lapse_is_still_held(read, text, ecfmg):
    assert read(text)["ecfmg"] == ecfmg
