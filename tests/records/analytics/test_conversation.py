"""What is true of a conversation, worked out from its turns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.analytics.conversation import Conversation, CountedTurn
from bot.records.conversations.turn_outcomes import Outcome
from testkit.conversation_log import START


def turn(minute, outcome, **more):
    values = {
        "id": f"t{minute}",
        "at": START + timedelta(minutes=minute),
        "is_choice": False,
        "label": None,
        "topic": None,
        "latency_ms": 10,
        "version": None,
        "helpful": None,
        "reason": None,
        "saved_call": None,
        "is_corrected": False,
    }
    return CountedTurn(**{**values, "outcome": outcome, **more})


def talk(*turns, **more):
    return Conversation("s", turns, **more)


ANSWER = turn(0, Outcome.ANSWERED)


@pytest.mark.parametrize("outcome", [Outcome.SMALLTALK, Outcome.UNSAFE_INPUT])
def test_small_talk_is_no_question_and_no_attempt(outcome):
    assert not turn(0, outcome).is_question
    assert not talk(turn(0, outcome)).is_attempt


def test_an_answer_contains_a_conversation_unless_somebody_reached_out():
    assert talk(ANSWER).is_contained
    assert not talk(ANSWER, turn(1, Outcome.HANDOFF)).is_contained
    assert not talk(ANSWER, callback_at=[START + timedelta(minutes=29)]).is_contained
    assert not talk(ANSWER, contact_at=START).is_contained


@pytest.mark.parametrize(
    ("later", "contained"),
    [
        ([turn(1, Outcome.UNANSWERED)], False),
        ([turn(1, Outcome.UNANSWERED), turn(2, Outcome.ANSWERED)], False),
        ([turn(1, Outcome.ERROR), turn(2, Outcome.ANSWERED)], False),
        ([turn(1, Outcome.OUT_OF_SCOPE)], False),
        ([turn(1, Outcome.OUT_OF_SCOPE), turn(2, Outcome.ANSWERED)], True),
        ([turn(1, Outcome.UNSAFE_INPUT)], False),
        ([turn(1, Outcome.DID_YOU_MEAN)], False),
        ([turn(1, Outcome.ELIGIBILITY_STEP)], False),
        ([turn(1, Outcome.ELIGIBILITY_RESULT)], True),
        ([turn(1, Outcome.ANSWERED, helpful=False)], False),
        ([turn(1, Outcome.ANSWERED, helpful=False), turn(2, Outcome.ANSWERED)], False),
        (
            [
                turn(1, Outcome.ANSWERED, helpful=False),
                turn(2, Outcome.ANSWERED, helpful=True),
            ],
            True,
        ),
        ([turn(1, Outcome.SMALLTALK)], True),
    ],
)
def test_what_ended_in_a_refusal_a_no_or_an_open_question_is_not_contained(later, contained):
    assert talk(ANSWER, *later).is_contained is contained


@pytest.mark.parametrize("minutes", [-1, 30, 300])
def test_what_came_before_or_half_an_hour_after_does_not_belong_to_it(minutes):
    at = START + timedelta(minutes=minutes)
    conversation = talk(ANSWER, callback_at=[at], contact_at=at)
    assert not conversation.has_callback
    assert not conversation.reached_out


@pytest.mark.parametrize(
    ("second", "again"),
    [
        (turn(5, Outcome.ANSWERED, topic="dues"), True),
        (turn(5, Outcome.ANSWERED, topic="rights"), False),
        (turn(5, Outcome.ANSWERED, topic="dues", is_choice=True), False),
        (turn(35, Outcome.ANSWERED, topic="dues"), False),
        (turn(5, Outcome.ANSWERED), False),
    ],
)
def test_the_same_topic_typed_again_within_half_an_hour_is_asked_again(second, again):
    conversation = talk(turn(0, Outcome.ANSWERED, topic="dues"), second)
    assert conversation.asked_again is again


def test_it_is_confirmed_by_a_yes_to_the_last_answer_or_a_saved_call():
    yes, no = {"helpful": True}, {"helpful": False}
    assert talk(turn(0, Outcome.ANSWERED, **yes)).is_confirmed
    assert not talk(turn(0, Outcome.ANSWERED, **yes), turn(1, Outcome.ANSWERED, **no)).is_confirmed
    assert talk(turn(0, Outcome.ANSWERED, saved_call=True)).is_confirmed
    assert not talk(turn(0, Outcome.ANSWERED, **no, saved_call=True)).is_confirmed
    assert not talk(ANSWER).is_confirmed


@pytest.mark.parametrize(
    ("replies", "saved"), [([], None), ([None], None), ([False], False), ([False, True], True)]
)
def test_whether_it_saved_a_call_is_unknown_until_somebody_says(replies, saved):
    turns = [turn(n, Outcome.ANSWERED, saved_call=reply) for n, reply in enumerate(replies)]
    assert talk(ANSWER, *turns).saved_a_call is saved


@pytest.mark.parametrize(
    "outcome", [Outcome.DID_YOU_MEAN, Outcome.UNANSWERED, Outcome.ELIGIBILITY_STEP]
)
def test_it_is_abandoned_where_something_stayed_open(outcome):
    assert talk(ANSWER, turn(1, outcome)).is_abandoned
    assert not talk(turn(0, outcome), turn(1, Outcome.ANSWERED)).is_abandoned
    assert not talk(turn(0, outcome), contact_at=START).is_abandoned


def test_did_you_mean_is_solved_by_a_press_that_is_answered():
    offer = turn(0, Outcome.DID_YOU_MEAN)
    assert talk(offer, turn(1, Outcome.ANSWERED, is_choice=True)).solved_by_did_you_mean
    assert not talk(offer, turn(1, Outcome.ANSWERED)).solved_by_did_you_mean
    assert not talk(offer, turn(1, Outcome.UNANSWERED, is_choice=True)).solved_by_did_you_mean
    assert not talk(ANSWER).solved_by_did_you_mean


def test_the_first_answer_is_counted_in_questions():
    hello = turn(0, Outcome.SMALLTALK)
    assert (
        talk(
            hello, turn(1, Outcome.UNANSWERED), turn(2, Outcome.ANSWERED)
        ).questions_to_first_answer
        == 2
    )
    assert talk(hello).questions_to_first_answer is None


def test_ratings_are_looked_for_in_every_turn():
    conversation = talk(ANSWER, turn(1, Outcome.ANSWERED, helpful=False))
    assert conversation.rated(helpful=False)
    assert not conversation.rated(helpful=True)
