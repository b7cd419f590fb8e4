"""What a trainee says of the time after training."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.to_come import ToComeReader
from bot.knowledge.loader import load

TODAY = date(2026, 11, 24)
RESIDENT = {"stage": "in_training", "program": "residency", "place": "us"}
RESIDENT_ABROAD = {**RESIDENT, "place": "outside"}
STUDENT_ABROAD = {"stage": "student", "place": "outside"}


@pytest.fixture
def coming(reader):
    def coming(text, told):
        def read(stretch):
            return reader.read(stretch, TODAY)

        return ToComeReader(load().cues.to_come).split(text, told, read, read)

    return coming


@pytest.mark.parametrize(
    "text",
    [
        "done in June 2027, taking a job in London after",
        "I'm moving to London, not staying in the US",
        "then I will work in Germany",
        "going back to India after fellowship",
    ],
)
def test_practice_on_the_other_side_of_the_border_is_told_apart(coming, text):
    assert coming(text, RESIDENT).facts == {"stage": "in_practice", "place": "outside"}


def test_a_fellowship_elsewhere_is_training(coming):
    facts = coming("after? i want a fellowship in Paris after Montreal", RESIDENT).facts
    assert facts == {"stage": "in_training", "program": "fellowship", "place": "outside"}


def test_practice_abroad_follows_training_abroad(coming):
    assert coming("after that I will be a consultant here with FRCR", RESIDENT_ABROAD).facts == {
        "stage": "in_practice",
        "board": ["foreign"],
    }


@pytest.mark.parametrize(
    "text", ["what happens after training", "and then?", "then a job in Ohio", "how much after"]
)
def test_what_changes_nothing_is_not_told_apart(coming, text):
    comes = coming(text, RESIDENT)
    assert comes is None or comes.facts == {}


def test_who_is_in_practice_may_move_or_train_again(coming):
    known = {"stage": "in_practice", "place": "us"}
    assert coming("then I move to London", known).facts["place"] == "outside"
    assert (
        coming("next year I will do a fellowship in Ohio", known).facts["program"] == "fellowship"
    )
    assert coming("I am no longer in Ohio", known) is None


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("then a fellowship after my residency in London", "fellowship"),
        ("then a residency and a fellowship in London", "residency"),
        ("after residency I will do a fellowship in London", "fellowship"),
    ],
)
def test_the_program_that_is_to_come_is_the_one_named_first_and_not_over(coming, text, program):
    assert coming(text, STUDENT_ABROAD).facts["program"] == program


class TestInAConversation:
    def test_what_follows_is_said_beside_what_is(self, talk):
        talk.say(
            "rad onc resident at MD Anderson in Houston, done june 2027, taking a job in london after",
            "tell",
        )
        now, then = talk.messages
        assert now["decision"]["category"] == "member_in_training"
        assert then["decision"]["category"] == "international"

    def test_a_later_question_about_then_is_answered_for_then(self, talk):
        talk.say(
            "rad onc resident at MD Anderson in Houston, done june 2027, taking a job in london after",
            "tell",
        )
        talk.say("so 77 still?")
        assert "$391" in talk.text
        talk.say("which category will i be in then", "find_category")
        assert talk.messages[-1]["decision"]["category"] == "international"

    def test_it_is_no_fact_of_now(self, talk):
        talk.say("radiology resident in Montreal, R2", "tell")
        talk.say("and after? i want a fellowship in paris")
        assert talk.rule == "supposed"
        assert "$138" in talk.text
        assert talk.state.told["place"] == "canada"

    def test_a_fellowship_abroad_that_was_told_is_what_is_asked_about(self, talk):
        talk.say(
            "3rd year radiology resident at Emory, got into a neuro fellowship in London "
            "starting August 2027",
            "tell",
        )
        talk.say("but London is outside the US, is it still free there?")
        assert "$138" in talk.text


def test_radiology_after_another_field_is_what_comes(coming):
    text = "I'm a surgery resident in Denver, switching into radiology next July"
    facts = coming(text, {}).facts
    assert (facts["stage"], facts["field"]) == ("in_training", "diagnostic_radiology")
