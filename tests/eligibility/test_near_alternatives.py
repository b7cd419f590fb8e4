"""What somebody could change, and where that would lead."""

from __future__ import annotations

import pytest

from bot.eligibility.near_alternatives import near_alternatives, opened_by
from bot.eligibility.profile import check
from tests.eligibility.conftest import TODAY


@pytest.fixture(scope="module")
def ways(eligibility):
    def ways_of(values):
        profile = check(values, eligibility.attributes)
        return [
            (way.attribute, way.value, way.decision.category)
            for way in near_alternatives(eligibility, profile, TODAY)
        ]

    return ways_of


def test_a_certificate_opens_full_membership(ways):
    associate = {
        "profession": "physician",
        "stage": "in_practice",
        "place": "us",
        "field": "diagnostic_radiology",
        "board": ["none"],
        "residency_completed": "yes",
    }
    assert ways(associate) == [("board", "abr", "general")]


def test_a_category_where_there_was_none(ways):
    admitted = {"profession": "medical_student", "place": "us", "enrolled": "no"}
    assert ways(admitted) == [("enrolled", "yes", "medical_student")]


def test_what_nobody_can_change_is_no_way_in(ways):
    assert ways({"profession": "other"}) == []


def test_a_settled_member_is_shown_no_other_category(ways):
    certified = {
        "profession": "physician",
        "stage": "in_practice",
        "place": "us",
        "field": "diagnostic_radiology",
        "board": ["abr"],
    }
    assert ways(certified) == []


@pytest.mark.parametrize(
    ("more", "categories"),
    [
        ({}, {"medical_student", "international_mit"}),
        ({"place": "us"}, {"medical_student"}),
        ({"place": "outside"}, {"international_mit"}),
        # What else was left open is not taken to be known.
        ({"place": "unknown"}, set()),
    ],
)
def test_an_answer_that_was_left_open_is_followed_through_what_is_asked_next(
    eligibility, more, categories
):
    values = {"stage": "student", "profession": "medical_student", "enrolled": "unknown", **more}
    profile = check(values, eligibility.attributes)
    assert set(opened_by(eligibility, profile, "enrolled", TODAY)) == categories
