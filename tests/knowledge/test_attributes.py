"""Attributes: values, what follows from them, and conditions on them."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from bot.knowledge.attributes import AnswerKind, holds, parse_attributes, parse_when
from bot.knowledge.loader import KNOWLEDGE
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import entry, refusal


def file(**changes):
    """Return attributes.yml with some attributes changed."""
    content = YAML(typ="safe", pure=True).load((KNOWLEDGE / "attributes.yml").read_text("utf-8"))
    for name, change in changes.items():
        content[name] = {**content[name], **change}
    return Entry("file.yml", "", content)


def test_they_stand_in_asking_order(knowledge):
    assert list(knowledge.attributes)[:3] == ["profession", "stage", "enrolled"]


def test_the_boards_that_general_membership_names_are_data(knowledge):
    assert knowledge.attributes["board"].groups["four"] == {"abr", "aobr", "rcpsc", "cmq"}
    assert knowledge.attributes["school_years"].enough == 4


def test_what_follows_from_other_facts_is_data(knowledge):
    student = knowledge.attributes["stage"].implied[0]
    assert (student.value, student.when) == ("student", {"profession": ("medical_student",)})


def test_what_is_asked_of_an_unclear_value_is_data(knowledge):
    unclear = knowledge.attributes["board"].unclear
    assert unclear.question.endswith("?")
    assert unclear.by_place == {"canada": "rcpsc", "outside": "foreign"}


def test_an_unclear_value_must_be_one_of_the_values():
    changed = file(board={"unclear": {"question": "Which?", "by_place": {"canada": "canadian"}}})
    assert "'canadian' is not one of the values" in refusal(parse_attributes, changed)


def test_an_assumption_says_how_it_is_worded(knowledge):
    assumed = knowledge.attributes["program_approved"].assumed
    assert assumed.value == "yes"
    assert assumed.wording.startswith("the program is what the membership page calls “approved”")
    assert not assumed.unknown_too


@pytest.mark.parametrize(
    ("name", "change", "key"),
    [
        ("stage", {"kind": "list"}, "stage.kind"),
        ("stage", {"color": "red"}, "stage.color"),
        ("training_end", {"values": {"a": "A"}}, "training_end.values"),
        ("ecfmg", {"assumed": {"value": "perhaps", "as": "x"}}, "ecfmg.assumed.value"),
        ("board", {"groups": {"four": ["abc"]}}, "board.groups.four[0]"),
        ("stage", {"implied": [{"value": "x", "when": {}}]}, "stage.implied[0].value"),
        ("stage", {"implied": [{"value": "student", "when": {"x": []}}]}, "stage.implied[0].when.x"),
        ("school_years", {"enough": "four"}, "school_years.enough"),
        ("arrt", {"can_change": "yes"}, "arrt.can_change"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_by_key(name, change, key):
    assert refusal(parse_attributes, file(**{name: change}))[0] == key


def test_an_attribute_that_is_computed_with_must_be_there():
    content = {name: item for name, item in file().value.items() if name != "stage"}
    key, problem = refusal(parse_attributes, Entry("file.yml", "", content))
    assert (key, problem) == ("stage", "missing: membership and dues are computed with it")


def test_a_condition_holds_when_each_attribute_has_one_of_its_values(knowledge):
    when = parse_when(entry("{place: [us, canada], arrt: ['yes', unknown]}"), knowledge.attributes)
    assert holds(when, {"place": "us", "arrt": "unknown"})
    assert not holds(when, {"place": "us"})
    assert not holds(when, {"place": "outside", "arrt": "yes"})
    assert holds({}, {})


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("{planet: [mars]}", "planet", "attributes.yml has no 'planet'"),
        ("{place: [mars]}", "place", "'mars' is no value of 'place' in attributes.yml"),
        ("{place: us}", "place", "a list is needed here"),
    ],
)
def test_a_condition_on_what_there_is_not_is_refused(knowledge, text, key, problem):
    assert refusal(parse_when, entry(text), knowledge.attributes) == (key, problem)


def test_a_number_has_the_buttons_of_its_usual_answers_and_a_choice_those_of_its_values(knowledge):
    assert list(knowledge.attributes["school_years"].buttons) == ["3", "4", "5", "6"]
    assert knowledge.attributes["place"].buttons == knowledge.attributes["place"].values
    assert knowledge.attributes["training_end"].buttons == {}


@pytest.mark.parametrize(
    ("name", "buttons", "key"),
    [
        ("school_years", {"many": "Many"}, "school_years.buttons.many"),
        ("training_end", {"2027": "2027"}, "training_end.buttons"),
        ("place", {"us": "US"}, "place.buttons"),
    ],
)
def test_buttons_of_something_else_are_refused(name, buttons, key):
    assert refusal(parse_attributes, file(**{name: {"buttons": buttons}}))[0] == key


def test_an_attribute_without_a_short_name_goes_by_its_own(knowledge):
    assert knowledge.attributes["stage"].short == "career"
    assert knowledge.attributes["good_standing"].short == "good standing"


def test_dates_and_numbers_have_no_values(knowledge):
    for attribute in knowledge.attributes.values():
        has_values = attribute.kind in {AnswerKind.CHOICE, AnswerKind.CHOICES}
        assert bool(attribute.values) == has_values
