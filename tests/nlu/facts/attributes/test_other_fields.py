"""Schools and residencies of other fields make no medical student and no physician trainee."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "I'm a vet in a radiology residency in Ithaca",
        "veterinary radiology resident at Cornell",
        "DVM, second year of a radiology residency",
        "dental school in Ohio, hoping for an oral radiology residency",
        "pharmacy resident in Ohio",
    ],
)
def test_a_trainee_of_another_field_is_of_another_profession(read, text):
    profile = read(text)

    assert profile["profession"] == "other"
    assert not {"program", "field", "match", "enrolled"} & set(profile)


@pytest.mark.parametrize(
    "text", ["vet and radiologist in Ohio", "I'm a Navy vet and a radiologist in Ohio"]
)
def test_a_physician_who_is_a_vet_is_a_veteran(read, text):
    assert read(text)["profession"] == "physician"
