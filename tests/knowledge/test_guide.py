"""A checklist a category, each step sourced, only for whom it is."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from bot.knowledge.guide import parse_guidance
from bot.knowledge.loader import KNOWLEDGE
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import refusal


@pytest.fixture
def content():
    return YAML(typ="safe", pure=True).load((KNOWLEDGE / "guide.yml").read_text(encoding="utf-8"))


def refused(knowledge, content):
    file, categories = Entry("file.yml", "", content), knowledge.rules.categories
    return refusal(parse_guidance, file, knowledge.sources, knowledge.attributes, categories)


@pytest.mark.parametrize("steps", [None, []])
def test_a_category_without_a_step_is_refused(knowledge, content, steps):
    if steps is None:
        del content["checklists"]["retired"]
    else:
        content["checklists"]["retired"] = steps
    key, problem = refused(knowledge, content)
    assert (key, problem) == ("checklists.retired", "a checklist with at least one step is needed")


def test_a_checklist_of_no_category_is_refused(knowledge, content):
    content["checklists"]["emeritus"] = content["checklists"]["retired"]
    assert refused(knowledge, content) == ("checklists.emeritus", "there is no category 'emeritus'")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"when": {"age": ["old"]}}, "when.age"),
        ({"when": {"place": ["mars"]}}, "when.place"),
        ({"text": "It costs $5."}, "text"),
        ({"text": "The amount is not published."}, "text"),
        ({"page": "x"}, "page"),
        ({"link": "x"}, "link"),
    ],
)
def test_a_step_that_is_off_is_refused(knowledge, content, change, key):
    content["checklists"]["retired"][0].update(change)
    assert refused(knowledge, content)[0] == f"checklists.retired[0].{key}"


def test_a_guide_that_there_is_not_is_refused(knowledge, content):
    content["offered_with"]["renew"] = []
    assert refused(knowledge, content)[0] == "offered_with.renew"


def test_a_step_is_only_for_whom_it_is(knowledge):
    step = knowledge.guidance.checklists["general"][-1]
    assert step.applies_to({"federal_service": "va"})
    assert not step.applies_to({"federal_service": "veteran"})
    assert not step.applies_to({})


@pytest.mark.parametrize(
    ("part", "name"), [("texts", "stopped"), ("result_texts", "why"), ("buttons", "back")]
)
def test_what_a_conversation_says_must_be_there(knowledge, content, part, name):
    content[part]["new"] = "New"
    assert refused(knowledge, content)[0] == f"{part}.new"
    del content[part]["new"], content[part][name]
    assert refused(knowledge, content) == (f"{part}.{name}", "missing")


def test_a_text_of_a_result_names_no_amount(knowledge, content):
    content["result_texts"]["amount_a_year"] = "$77 a year"
    assert refused(knowledge, content)[0] == "result_texts.amount_a_year"
