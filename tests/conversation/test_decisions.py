"""Decisions of a conversation: what is taken for granted is named, and what is open stays open."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.decisions import FEW_CATEGORIES, Decisions
from bot.eligibility.decision import Status
from bot.errors import ProfileError

FELLOW = {"profession": "physician", "stage": "in_training", "program": "fellowship"}
STUDENT = {"profession": "medical_student", "stage": "student", "enrolled": "yes"}
CERTIFIED = {"profession": "physician", "stage": "in_practice", "place": "us", "board": ["abr"]}


@pytest.fixture(scope="module")
def decisions(knowledge, eligibility, today):
    return Decisions(knowledge, eligibility, today)


def test_what_is_taken_for_granted_decides_and_is_named(decisions):
    decision = decisions.decide(CERTIFIED)
    assert (decision.status, decision.category) == (Status.DECIDED, "general")
    assert "the work is in a field of radiology" in decision.provided


def test_what_was_told_is_not_taken_for_granted(decisions):
    decision = decisions.decide({**CERTIFIED, "field": "diagnostic_radiology"})
    assert decision.category == "general"
    assert "the work is in a field of radiology" not in decision.provided


def test_one_assumption_may_rest_on_another(decisions):
    facts = {"board": ["abr"], "place": "us"}
    profile = decisions.profile_of(facts)
    assert (profile["stage"], profile["profession"]) == ("in_practice", "physician")
    provided = decisions.decide(facts).provided
    assert {"the doctor is in practice", "this is about a physician"} <= set(provided)


def test_training_that_has_ended_today_tells_more_than_training_to_come(decisions):
    facts = {"profession": "physician", "training_end": "2026-06-30"}
    assert decisions.profile_of(facts)["stage"] == "in_practice"
    assert "stage" not in decisions.profile_of({**facts, "training_end": "2027-06-30"})


def test_a_day_may_be_another_than_today(decisions):
    trainee = {
        **FELLOW,
        "field": "diagnostic_radiology",
        "place": "us",
        "training_end": "2027-06-30",
    }
    assert decisions.decide(trainee).as_of != decisions.decide(trainee, date(2027, 1, 1)).as_of


def test_facts_that_contradict_themselves_decide_nothing(decisions):
    facts = {"training_start": "2027-07-01", "training_end": "2026-07-01"}
    assert decisions.decision_on(facts) is None
    with pytest.raises(ProfileError):
        decisions.decide(facts)


def categories(possible):
    return [decision.category for decision, _ in possible]


def test_each_category_that_further_questions_may_lead_to_is_named_once_the_usual_first(decisions):
    # The next answer alone decides only for a physician outside radiology.
    physician = {"profession": "physician", "stage": "in_practice", "place": "us"}
    assert categories(decisions.possible(physician, "field")) == [
        *("general", "associate", "allied_health"),
    ]
    assert categories(decisions.possible(STUDENT, "place")) == [
        "medical_student",
        "international_mit",
    ]


def test_the_facts_that_lead_to_a_category_are_handed_out_with_it(decisions):
    for decision, profile in decisions.possible(STUDENT, "place"):
        assert (profile["place"] == "outside") == (decision.category == "international_mit")


def test_where_many_are_possible_not_all_are_looked_for(decisions):
    possible = categories(decisions.possible({"profession": "physician"}, "stage"))
    assert len(possible) == FEW_CATEGORIES + 1


def test_a_number_that_is_asked_for_may_be_enough_or_not(decisions):
    facts = {**STUDENT, "place": "outside"}
    assert categories(decisions.possible(facts, "school_years")) == ["international_mit"]


def test_the_only_possible_category_is_one_that_every_answer_leads_to(decisions):
    trainee = {"profession": "physician", "stage": "in_training", "place": "us"}
    assert decisions.only_possible(trainee) == "member_in_training"
    assert decisions.only_possible(STUDENT) is None


@pytest.mark.parametrize("facts", [CERTIFIED, {**CERTIFIED, "training_end": "2026-13-45"}])
def test_what_is_decided_or_cannot_be_leaves_no_category_open(decisions, facts):
    assert decisions.only_possible(facts) is None


def test_no_fact_opens_a_category_to_whom_none_is_meant_for(decisions):
    assert decisions.way_in({"profession": "other", "stage": "in_practice", "place": "us"}) is None


def test_one_fact_that_would_open_a_category_is_named(decisions):
    student = {**STUDENT, "enrolled": "no", "place": "us"}
    assert decisions.decide(student).status is Status.NO_CATEGORY
    way_in = decisions.way_in(student)
    assert len(way_in) == 1
    assert decisions.decide({**student, **way_in}).status is Status.DECIDED


def _led(branches):
    return {values: [decision.category for decision in decisions] for values, decisions in branches}


def test_each_answer_is_named_with_the_category_that_it_leads_to(decisions):
    assert _led(decisions.branches(FELLOW, "place")) == {
        ("us", "canada"): ["member_in_training"],
        ("outside",): ["international_mit"],
    }


def test_an_answer_may_leave_several_categories_open(decisions):
    practices = {"profession": "physician", "stage": "in_practice", "field": "diagnostic_radiology"}
    led = _led(decisions.branches(practices, "place"))
    assert led[("us", "canada")] == ["general", "associate"]


def test_an_answer_that_leads_to_no_category_is_left_out(decisions):
    student = {"profession": "medical_student", "stage": "student", "place": "us"}
    assert _led(decisions.branches(student, "enrolled")) == {("yes",): ["medical_student"]}


def test_a_question_for_a_number_has_no_branches(decisions):
    assert decisions.branches({**STUDENT, "place": "outside"}, "school_years") == []


def test_who_cannot_tell_has_no_branch(decisions):
    practices = {"profession": "physician", "stage": "in_practice", "place": "us"}
    answers = [value for values, _ in decisions.branches(practices, "field") for value in values]
    assert "diagnostic_radiology" in answers
    assert "undecided" not in answers
