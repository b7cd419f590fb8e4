"""Buttons lead where they say: what each sends, and which stand under which message."""

from __future__ import annotations

import pytest

from bot.knowledge.guide import BUTTONS, CONTROLS, GUIDES
from bot.messages.buttons import CONTROL, Buttons, faq_choice


@pytest.fixture(scope="module")
def buttons(knowledge):
    return Buttons(knowledge.guidance.buttons)


def values(choices):
    return [choice["value"] for choice in choices]


def test_a_question_is_asked_by_its_button(knowledge):
    answer = knowledge.answers["membership/cme"]
    assert faq_choice(answer) == {
        "title": answer.question,
        "payload": "/faq/membership_cme",
        "value": "membership/cme",
    }


def test_a_guide_begins_by_its_own_name(buttons):
    assert [(guide["payload"], guide["value"]) for guide in buttons.guides()] == [
        (f"/{name}", name) for name in GUIDES
    ]


def test_a_control_sends_its_command_and_says_that_it_is_one(buttons):
    assert buttons.save() == {
        "title": "Save with a code",
        "payload": '/control{"do": "save"}',
        "value": "save",
        "role": CONTROL,
    }


def test_every_command_has_a_button(buttons):
    assert values(buttons.controls()) == list(CONTROLS)


def test_every_title_is_another(buttons):
    titles = [buttons.title(name) for name in BUTTONS]
    assert len(set(titles)) == len(titles)


def test_a_choice_is_answered_by_its_values_and_by_not_being_sure(buttons, knowledge):
    enrolled = knowledge.attributes["enrolled"]
    *answers, unsure = buttons.answers(enrolled)
    assert [(choice["value"], choice["title"]) for choice in answers] == list(
        enrolled.values.items()
    )
    assert answers[0]["payload"] == '/tell{"told": "enrolled=yes"}'
    assert unsure == {
        "title": "I’m not sure",
        "payload": '/tell{"told": "enrolled=unknown"}',
        "value": "unknown",
    }


def test_the_usual_numbers_of_years_are_offered(buttons, knowledge):
    titles = [choice["title"] for choice in buttons.answers(knowledge.attributes["school_years"])]
    assert titles == ["3 years", "4 years", "5 years", "6 years", "I’m not sure"]


def test_a_date_is_typed_and_only_not_being_sure_is_offered(buttons, knowledge):
    assert values(buttons.answers(knowledge.attributes["training_end"])) == ["unknown"]


@pytest.mark.parametrize(
    ("can_go_back", "commands"), [(True, ["back", "why", "stop"]), (False, ["why", "stop"])]
)
def test_one_goes_back_only_where_something_was_asked_before(buttons, can_go_back, commands):
    assert values(buttons.steering(can_go_back=can_go_back)) == commands


def test_a_fact_is_changed_by_its_own_button(buttons):
    assert buttons.change("place", "In the U.S.")["payload"] == (
        '/control{"do": "change", "what": "place"}'
    )


def test_refusing_to_have_answers_kept_stops(buttons):
    assert [(choice["title"], choice["value"]) for choice in buttons.consent()] == [
        ("Yes, save", "save_now"),
        ("No", "stop"),
    ]


def test_after_a_letter_one_asks_for_it_or_checks_the_next(buttons):
    assert values(buttons.after_letter()) == ["letter", "check_letter", "save", "help_me_apply"]


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        ("student", ["what_will_i_pay", "help_me_apply", "change", "restart"]),
        ("lawyer", ["change", "restart"]),
        ("physician", ["change", "restart"]),
    ],
)
def test_without_a_category_there_is_nothing_to_pay_or_to_apply_for(buttons, case, name, commands):
    decision, _ = case(name)
    assert values(buttons.after_decision(decision)) == commands


@pytest.mark.parametrize(
    ("aspect", "guides"),
    [
        ("price", ["help_me_apply"]),
        ("documents", ["help_me_apply"]),
        ("vote", ["what_will_i_pay", "help_me_apply"]),
    ],
)
def test_what_was_just_said_is_not_offered_again(buttons, aspect, guides):
    assert values(buttons.after_aspect(aspect)) == guides
