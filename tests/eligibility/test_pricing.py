"""Which end of training counts for the dues of a category that was decided."""

from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.profile import check

JULY = date(2026, 7, 15)
TRAINEE = {
    "profession": "physician",
    "stage": "in_training",
    "program": "fellowship",
    "field": "diagnostic_radiology",
    "program_approved": "yes",
}


@pytest.fixture
def dues(eligibility, knowledge):
    def dues_(on, **facts):
        decision = eligibility.decide(check(facts, knowledge.attributes), on)
        return decision.category, decision.dues.amount

    return dues_


def test_a_program_before_the_present_one_ends_no_free_membership(dues):
    ended = dues(JULY, **TRAINEE, place="us", training_end="2026-06-30")
    assert ended == dues(JULY, **TRAINEE, place="us")
    assert ended == ("member_in_training", 0)


def test_between_training_and_practice_the_end_of_training_counts(dues):
    january = date(2027, 1, 15)
    former = {**TRAINEE, "stage": "in_practice", "place": "us", "board": ["abr"]}
    del former["program"], former["program_approved"]
    assert dues(january, **former, training_end="2026-06-30") != dues(january, **former)


def test_a_trainee_abroad_pays_the_rate_whatever_ended_before(dues):
    abroad = {**TRAINEE, "place": "outside"}
    assert dues(JULY, **abroad, training_end="2026-06-30") == dues(JULY, **abroad)
    assert dues(JULY, **abroad)[0] == "international_mit"
