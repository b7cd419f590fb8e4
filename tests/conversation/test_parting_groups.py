"""Of a group of trainees some train on and some go into practice: each part hears what holds for it."""

from __future__ import annotations

import pytest

_COORDINATOR = "I'm the coordinator of a radiology residency in Ohio with 24 residents"


def test_both_parts_of_a_group_are_answered_with_the_days(talk):
    talk.say(_COORDINATOR, "tell")
    talk.say("6 finish June 2027, four go to fellowship, two to private practice. what about dues?")
    assert talk.rule == "parting_group"
    assert "stay members-in-training" in talk.text
    assert "nothing for the rest of 2027" in talk.text
    assert "January 1, 2028" in talk.text


def test_without_a_day_no_year_is_named(talk):
    talk.say(_COORDINATOR, "tell")
    talk.say("some of the residents go on to a fellowship and some take jobs, what do they owe?")
    assert talk.rule == "parting_group"
    assert "the year in which training ends" in talk.text


def test_the_day_is_kept_for_what_is_asked_next(talk):
    talk.say(_COORDINATOR, "tell")
    talk.say("6 finish June 2027, four go to fellowship, two to private practice. what about dues?")
    talk.say("so the fellowship ones pay nothing and the two in practice pay in January 2028?")
    assert talk.rule == "parting_group"
    assert talk.state.told["training_end"] == "2027-06-30"
    assert "January 1, 2028" in talk.text


@pytest.mark.parametrize(
    "text",
    ["do they all go on to a fellowship free?", "two of them take jobs in June, do they pay?"],
)
def test_a_group_that_goes_one_way_is_not_divided(talk, text):
    talk.say(_COORDINATOR, "tell")
    talk.say(text)
    assert talk.rule != "parting_group"


def test_a_group_abroad_is_not_told_that_it_is_free(talk):
    talk.say("I'm the coordinator of a radiology residency in Munich with 8 residents", "tell")
    talk.say("two go to fellowship and two into practice, what do they pay?")
    assert talk.rule != "parting_group"
