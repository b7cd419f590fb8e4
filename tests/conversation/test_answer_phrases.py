"""What people say to one question, and how they point at a button by its place."""

from __future__ import annotations

import pytest

from bot.conversation.answer_phrases import _PHRASES, leaning, pointed_at, value_of_phrase


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("ecfmg", "it lapsed last year", "not_current"),
        ("ecfmg", "valid", "current"),
        ("ecfmg", "not yet certified", "not_current"),
        ("stage", "semi retired", "partly_retired"),
        ("enrolled", "accepted, starts in fall", "no"),
        ("good_standing", "on probation", "no"),
        ("school_accredited", "not accredited", "no"),
        ("school_accredited", "lcme accredited", "yes"),
        ("program_approved", "non acgme", "no"),
        ("residency_completed", "still in it", "no"),
        ("acr_history", "as a resident", "mit"),
        ("acr_history", "international trainee", "international_mit"),
        ("ethical_standing", "no complaints", "yes"),
        ("ethical_standing", "a complaint is pending", "no"),
        ("federal_service", "neither", "none"),
        ("board", "board eligible", "none"),
        ("place", "none of these", "outside"),
    ],
)
def test_words_give_a_value_to_the_question_that_was_asked(name, text, value):
    assert value_of_phrase(name, text) == value


@pytest.mark.parametrize(
    ("name", "text"), [("ecfmg", "banana"), ("moon", "valid"), ("place", "ohio"), ("stage", "")]
)
def test_other_words_say_nothing(name, text):
    assert value_of_phrase(name, text) is None


def test_every_value_is_one_of_its_attribute(knowledge):
    for name, phrases in _PHRASES.items():
        assert {value for value, _ in phrases} <= set(knowledge.attributes[name].values)


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("i think so", True),
        ("probably", True),
        ("should be fine", True),
        ("i don't think so", False),
        ("probably not", False),
        ("i guess not", False),
        ("in ohio", None),
        ("", None),
    ],
)
def test_a_leaning_is_heard_where_there_is_one(text, leans):
    assert leaning(text) is leans


VALUES = ["us", "canada", "outside"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the second one", ["canada"]),
        ("option 1", ["us"]),
        ("number three please", ["outside"]),
        ("1 and 3", ["us", "outside"]),
        ("first plus second", ["us", "canada"]),
        ("the fourth", []),
        ("the second and ohio", []),
        ("second year resident", []),
        ("", []),
    ],
)
def test_a_button_is_pointed_at_by_its_place(text, values):
    assert pointed_at(text, VALUES) == values
