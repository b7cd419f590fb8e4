"""What somebody says they are not is dropped, and nothing that is for such people is answered."""

from __future__ import annotations

import pytest

from bot.conversation.denials import Denials, without
from bot.conversation.user_turn import UserTurn

RETIRED, STUDENT = "faq/membership_retired_dues", "faq/membership_medical_student_dues"


@pytest.fixture
def denials(knowledge):
    return Denials(knowledge.cues.denied)


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("im not retired, just part time", ("retired",)),
        ("No, not a student! I'm a radiologist", ("medical_student",)),
        ("I'm not even in training", ("member_in_training",)),
        ("ontario, not international", ("international", "international_mit")),
        ("not a physician. I'm a scientist", ("general", "associate")),
        ("a radiologist who is not certified", ()),
        ("am I free if I'm not retired?", ()),
        ("whether or not retired", ()),
        ("retired last month", ()),
    ],
)
def test_what_is_denied_is_read_by_whom_it_rules_out(denials, text, categories):
    assert denials.in_text(text).categories == categories


def test_a_denial_takes_back_the_fact(denials):
    denied = denials.in_text("I am not retired")
    assert denied.holds("stage", "fully_retired")
    assert not denied.holds("stage", "partly_retired")
    assert not denied.holds("place", "us")


def test_the_next_likeliest_answer_is_offered_in_the_place_of_one_that_is_ruled_out():
    turn = UserTurn(
        "x", "faq", RETIRED, confidence=0.6, ranking=((RETIRED, 0.6), (STUDENT, 0.3), ("deny", 0.1))
    )
    left = without(turn, frozenset({RETIRED}))
    assert (left.label, left.intent, left.offers) == (STUDENT, "did_you_mean", (STUDENT,))


def test_nothing_is_offered_where_nothing_else_is_likely():
    turn = UserTurn("x", "faq", RETIRED, confidence=0.9, ranking=((RETIRED, 0.9),))
    assert without(turn, frozenset({RETIRED})).label == "out_of_scope"


def test_a_ruled_out_offer_is_left_out_and_the_others_stay():
    turn = UserTurn("x", "did_you_mean", STUDENT, offers=(STUDENT, RETIRED))
    assert without(turn, frozenset({RETIRED})).offers == (STUDENT,)


def test_other_messages_stay_as_they_are():
    turn = UserTurn("x", "faq", STUDENT)
    assert without(turn, frozenset({RETIRED})) is turn


def test_a_condition_in_another_sentence_leaves_a_denial_as_it_is(talk):
    talk.say("What? I'm not a student. Can I pay by phone if I can't log in?")
    assert talk.reply.acts.denied.categories == ("medical_student",)
