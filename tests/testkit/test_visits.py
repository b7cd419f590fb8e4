"""A visit in this process goes the way of the gateway and Rasa: texts, buttons, and letters that are not kept."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.rasa


@pytest.fixture
def visit(assistant):
    return assistant.begin()


def test_a_text_is_understood_by_the_trained_model(assistant):
    parsed = assistant.pipeline.parse("do residents pay anything")
    assert parsed["intent"]["name"] == "faq"
    assert parsed["danger"]["probability"] < 0.5


@pytest.mark.parametrize(
    "text", ["I'm a radiology resident in Ohio", "I am a radiologist in Boston"]
)
def test_a_story_is_told(assistant, text):
    assert assistant.pipeline.parse(text)["intent"]["name"] == "tell"


def test_a_button_carries_what_it_says(assistant):
    parsed = assistant.pipeline.parse('/tell{"told": "place=us"}')
    assert parsed["intent"]["name"] == "tell"
    assert parsed["entities"] == [{"entity": "told", "value": "place=us"}]
    published = assistant.pipeline.parse("/faq/membership_cme")
    assert published["intent"]["name"] == "faq"
    assert "danger" not in published


def test_an_empty_text_is_no_danger(assistant):
    assert "danger" not in assistant.pipeline.parse("  ")


def test_a_button_is_pressed_by_a_part_of_its_title(visit):
    visit.say("which membership fits me?")
    (message,) = visit.press_titled("in practice")
    assert visit.state.told == {"stage": "in_practice"}
    assert message["kind"] == "question"
    assert visit.press_titled("no such button") is None


def test_a_letter_is_looked_through_and_never_reaches_the_conversation(visit):
    visit.say("check my letter")
    before = visit.state
    letter = "To whom it may concern: she is a student in good standing since August 2024."
    (message,) = visit.say(letter)
    assert "Good standing: found" in message["text"]
    assert visit.state is before
    visit.say("thanks")
    assert visit.state.turn == before.turn + 1


def test_each_visit_begins_anew(assistant, visit):
    visit.say("I'm a radiology resident in Ohio")
    assert assistant.begin().state is None


def test_a_number_that_must_not_be_stored_is_taken_out_before_it_is_read(assistant, visit):
    first, *_ = visit.say("my card is 4111 1111 1111 1111, what do residents pay")
    assert first["text"] == assistant.published.reply("redacted")["text"]
    assert "4111" not in visit.reply.acts.text
