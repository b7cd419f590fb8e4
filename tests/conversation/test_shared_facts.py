"""Who is said to do the same, or to be at the same place, shares what is not said of them."""

from __future__ import annotations

import pytest

from bot.conversation.shared_facts import shared_facts
from bot.conversation.state import State

RADIOLOGIST = {
    "stage": "in_practice",
    "field": "diagnostic_radiology",
    "place": "us",
    "board": ["abr"],
}
STUDENT = {"stage": "student", "profession": "medical_student", "place": "us"}
NEAR = frozenset({"wife", "colleague"})


def shared(text, person, facts, told=RADIOLOGIST, others=None):
    return shared_facts(text, person, facts, State(told=told, others=others or {}), NEAR)


def test_who_does_the_same_elsewhere_shares_all_but_the_place():
    facts = shared("a colleague does the same in Zurich", "colleague", {"place": "outside"})
    assert facts == {**RADIOLOGIST, "place": "outside"}


@pytest.mark.parametrize(
    "text",
    [
        "her colleague: nuclear medicine, same clinic",
        "he is at the same hospital",
        "an internist here",
    ],
)
def test_who_is_at_the_same_place_shares_the_place_alone(text):
    assert shared(text, "internist", {"field": "x"}) == {"field": "x", "place": "us"}


def test_who_is_at_the_same_school_is_a_student_too():
    assert shared("third year, same school", "girlfriend", {}, told=STUDENT) == STUDENT


def test_who_is_near_is_at_the_same_place_unless_it_is_said_otherwise():
    assert shared("my wife is a technologist", "wife", {"profession": "other"})["place"] == "us"
    facts = {"profession": "other", "place": "outside"}
    assert shared("my wife is one in Lyon", "wife", facts) == facts


def test_others_share_nothing_without_a_word_of_it():
    assert shared("my cousin is a fellow", "cousin", {"program": "fellowship"}) == {
        "program": "fellowship"
    }


def test_who_is_known_already_shares_nothing_more():
    facts = shared("same hospital", "wife", {"field": "x"}, others={"wife": {"place": "outside"}})
    assert facts == {"field": "x"}


def test_nothing_is_shared_where_nobody_is_known():
    assert shared("same here", "colleague", {"field": "x"}, told={}) == {"field": "x"}
