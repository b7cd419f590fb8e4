"""A button's words mean the button, however they are written; other words mean what they say."""

from __future__ import annotations

import pytest

from bot.conversation import commands
from bot.conversation.state import State
from bot.conversation.typed_buttons import TypedButtons
from bot.conversation.user_turn import UserTurn
from bot.knowledge.guide import GUIDES


@pytest.fixture(scope="module")
def press(knowledge):
    buttons = TypedButtons(knowledge)

    def press_(text, state=None):
        turn = UserTurn(text, "out_of_scope", "out_of_scope", also=("x",), offers=("y",))
        return buttons.pressed_by(turn, state or State())

    return press_


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Go back", commands.BACK),
        ("Why do you ask?", commands.WHY),
        ("change an answer", commands.CHANGE),
        ("START OVER!", commands.RESTART),
        ("Save with a code", commands.SAVE),
        ("Yes, save", "save_now"),
        ("Request for a letter", commands.LETTER),
    ],
)
def test_the_words_of_a_control_steer(press, text, command):
    turn = press(text)
    assert (turn.intent, turn.entities, turn.is_button) == ("control", {"do": command}, True)


@pytest.mark.parametrize("name", sorted(GUIDES))
def test_the_title_of_a_guide_begins_it(press, knowledge, name):
    turn = press(knowledge.guidance.buttons[name].lower())
    assert (turn.intent, turn.is_button, turn.offers, turn.also) == (name, True, (), ())


def test_every_published_question_gets_its_own_answer(press, knowledge):
    for answer in knowledge.answers.values():
        turn = press(answer.question)
        assert turn.is_answered
        assert knowledge.answers_by_label[turn.label].id == answer.id


def test_a_title_of_several_words_tells_its_fact(press):
    turn = press("Radiation oncology")
    assert turn.intent == "tell"
    assert turn.entities == {"told": "field=radiation_oncology"}


def test_a_title_that_was_taught_for_an_answer_is_no_fact_while_nobody_is_spoken_of(knowledge):
    turn = UserTurn("interventional radiology", "faq", "faq/radiology_ir", is_taught=True)
    buttons = TypedButtons(knowledge)
    assert buttons.pressed_by(turn, State()) == turn
    assert buttons.pressed_by(turn, State(pending="field")).intent == "tell"


def test_a_title_of_the_pending_question_is_that_answer_and_no_story(press):
    turn = press("in residency, fellowship or a training program", State(pending="stage"))
    assert turn.entities == {"told": "stage=in_training"}


def test_a_title_of_another_question_is_read_as_an_answer_to_the_pending_one(press):
    assert press("Radiation oncology", State(pending="stage")).intent == "out_of_scope"


@pytest.mark.parametrize("text", ["", "?!", "Student", "Canada", "what do residents pay", "/tell"])
def test_other_words_stay_as_they_are(press, text):
    turn = press(text)
    assert (turn.text, turn.intent) == (text, "out_of_scope")
