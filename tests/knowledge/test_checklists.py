"""A checklist a category, each step sourced, only for whom it is."""

from __future__ import annotations

import pytest

from bot.knowledge.checklists import parse_checklists, parse_documents
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import content_of, refusal


@pytest.fixture
def content():
    return content_of("checklists.yml")


def refused(knowledge, content):
    file, categories = Entry("file.yml", "", content), knowledge.rules.categories
    return refusal(parse_checklists, file, knowledge.sources, knowledge.attributes, categories)


@pytest.mark.parametrize("steps", [None, []])
def test_a_category_without_a_step_is_refused(knowledge, content, steps):
    if steps is None:
        del content["retired"]
    else:
        content["retired"] = steps
    assert refused(knowledge, content) == (
        "retired",
        "a checklist with at least one step is needed",
    )


def test_a_checklist_of_no_category_is_refused(knowledge, content):
    content["emeritus"] = content["retired"]
    assert refused(knowledge, content) == ("emeritus", "there is no category 'emeritus'")


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
    content["retired"][0].update(change)
    assert refused(knowledge, content)[0] == f"retired[0].{key}"


def test_a_step_is_only_for_whom_it_is(knowledge):
    step = knowledge.guidance.checklists["general"][-1]
    assert step.applies_to({"federal_service": "va"})
    assert not step.applies_to({"federal_service": "veteran"})
    assert not step.applies_to({})


def test_a_document_that_is_off_is_refused(knowledge):
    content = content_of("documents.yml")
    content["discount_email"]["page"] = "x"
    file = Entry("file.yml", "", content)
    key, _ = refusal(parse_documents, file, knowledge.sources, knowledge.attributes)
    assert key == "discount_email.page"
