"""Back, why, not sure, stop, start over, change an answer: each leads where its button says."""

from __future__ import annotations

import re

import pytest

from bot.conversation import commands
from bot.conversation.guide import Guide
from bot.conversation.state import State
from bot.conversation.steering import Steering
from bot.knowledge.attributes import UNKNOWN
from bot.messages.faq_messages import Messages

ASKED = State(told={"profession": "physician"}, answered=("profession",), pending="stage")


@pytest.fixture(scope="module")
def steering(knowledge, eligibility, reader, guided, today):
    guide = Guide(knowledge, eligibility, reader, guided, today)
    return Steering(knowledge, guide, guided, Messages(knowledge, today))


def to_change(message):
    return [re.search(r'"what": ?"(\w+)"', choice["payload"])[1] for choice in message["choices"]]


def follow(steering, state, command, what=None):
    after, messages = steering.follow(state, command, what)
    return after, messages[-1]


def test_back_asks_the_last_answered_question_again_and_forgets_its_answer(steering):
    after, message = follow(steering, ASKED, commands.BACK)
    assert (after.pending, after.told, after.answered) == ("profession", {}, ())
    assert message["asks"]["attribute"] == "profession"


def test_before_the_first_question_there_is_nothing_to_go_back_to(steering, guided):
    first = State(pending="stage")
    after, message = follow(steering, first, commands.BACK)
    assert after.pending == "stage"
    assert guided.text("nothing_to_go_back_to") in message["text"]


def test_back_after_a_story_asks_what_to_change(steering):
    _, message = follow(steering, State(told={"profession": "physician"}), commands.BACK)
    assert to_change(message) == ["profession"]


def test_why_tells_the_reason_and_asks_on(steering, knowledge):
    after, message = follow(steering, ASKED, commands.WHY)
    assert after.pending == "stage"
    assert knowledge.attributes["stage"].why in message["text"]
    assert message["asks"]["attribute"] == "stage"


@pytest.mark.parametrize("command", [commands.WHY, commands.UNSURE])
def test_where_nothing_is_asked_there_is_no_reason_and_no_doubt(steering, command):
    after, message = follow(steering, State(), command)
    assert after == State()
    assert "asks" not in message


def test_not_sure_is_an_answer_too(steering):
    after, _ = follow(steering, ASKED, commands.UNSURE)
    assert after.told["stage"] == UNKNOWN
    assert after.answered == ("profession", "stage")


def test_stop_asks_no_more_and_forgets_nothing(steering, guided):
    after, message = follow(steering, ASKED.but(misses=1), commands.STOP)
    assert (after.pending, after.misses, after.told) == (None, 0, ASKED.told)
    assert message["text"] == guided.text("stopped")
    assert message["choices"] == guided.buttons.guides()


def test_start_over_forgets_what_was_told_and_keeps_the_goal(steering):
    dues = ASKED.but(goal="what_will_i_pay", turn=7)
    after, message = follow(steering, dues, commands.RESTART)
    assert (after.told, after.goal, after.turn) == ({}, "what_will_i_pay", 7)
    assert message["asks"]["attribute"] == after.pending


def test_an_answer_that_is_named_is_asked_for_anew(steering):
    after, message = follow(steering, ASKED, commands.CHANGE, "profession")
    assert (after.pending, after.told) == ("profession", {})
    assert message["asks"]["attribute"] == "profession"


def test_of_several_answers_it_is_asked_which(steering):
    told = State(told={"profession": "physician", "place": "us"})
    after, message = follow(steering, told, commands.CHANGE, "board")
    assert after == told
    assert to_change(message) == ["profession", "place"]


def test_who_told_nothing_has_nothing_to_change(steering, guided):
    _, message = follow(steering, State(), commands.CHANGE)
    assert message["text"] == guided.text("nothing_told")


def test_a_command_that_there_is_not_is_answered_like_a_question_without_answer(steering):
    after, message = follow(steering, ASKED, "fly")
    assert after == ASKED
    assert message["kind"] == "fallback"


@pytest.mark.parametrize("state", [State(), ASKED, State(told={"place": "us"})])
@pytest.mark.parametrize(
    "command",
    [
        *(commands.BACK, commands.WHY, commands.UNSURE, commands.STOP),
        commands.RESTART,
        commands.CHANGE,
    ],
)
def test_whatever_is_steered_ends_with_a_way_on(steering, state, command):
    _, message = follow(steering, state, command)
    assert message["choices"]
