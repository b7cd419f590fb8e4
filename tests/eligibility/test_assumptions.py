"""A decision names what it takes for granted, when another answer would have changed it."""

from __future__ import annotations

import pytest

STUDENT = {"profession": "medical_student", "place": "us", "enrolled": "yes"}
ABROAD = {
    "profession": "physician",
    "stage": "in_practice",
    "place": "outside",
    "field": "diagnostic_radiology",
    "board": ["foreign"],
}
SCHOOL = "your medical school is accredited"
STANDING = "you are in good standing at your school"
ETHICS = "you are in good ethical standing in your country"


@pytest.mark.parametrize(
    ("values", "conditions"),
    [
        ({}, (SCHOOL, STANDING)),
        ({"school_accredited": "yes"}, (STANDING,)),
        ({"good_standing": "yes"}, (SCHOOL,)),
        ({"school_accredited": "yes", "good_standing": "yes"}, ()),
        ({"school_accredited": "yes", "good_standing": "unknown"}, ()),
    ],
)
def test_a_student_is_told_on_what_the_decision_rests(decide, values, conditions):
    assert decide({**STUDENT, **values}).provided == conditions


@pytest.mark.parametrize(
    ("standing", "conditions"), [(None, (ETHICS,)), ("unknown", (ETHICS,)), ("yes", ())]
)
def test_good_ethical_standing_is_named_also_when_it_is_not_known(decide, standing, conditions):
    assert decide({**ABROAD, "ethical_standing": standing}).provided == conditions


def test_what_would_change_nothing_is_not_named(decide):
    certified = {**ABROAD, "place": "us", "board": ["abr"]}
    assert decide(certified).provided == ()


def test_a_value_that_was_given_is_used(decide):
    assert decide({**STUDENT, "school_accredited": "no"}).status.value == "refer"
