"""Rules name categories, attributes, gaps and notes that there are, three levels deep at most."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from bot.knowledge.categories import PricePolicy
from bot.knowledge.loader import KNOWLEDGE
from bot.knowledge.rules import DERIVED, parse_rules
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import refusal


def load_yaml(name):
    return YAML(typ="safe", pure=True).load((KNOWLEDGE / name).read_text(encoding="utf-8"))


def parsed(knowledge, values):
    texts = Entry("file.yml", "", load_yaml("texts/decisions.yml"))
    file, lines = Entry("file.yml", "", values), knowledge.dues.lines
    return parse_rules(file, texts, knowledge.attributes, knowledge.sources, lines)


@pytest.fixture(scope="module")
def content():
    return load_yaml("categories.yml")


def with_rule(content, **changes):
    """Return the file with the first rule of the first step changed."""
    step = content["steps"][0]
    rule = {**step["rules"][0], **changes}
    return {**content, "steps": [{**step, "rules": [rule]}]}


@pytest.mark.parametrize(
    ("changes", "key", "problem"),
    [
        ({"decides": "emeritus"}, "decides", "there is no category 'emeritus'"),
        ({"when": {}}, "when", "always holds"),
        ({"when": {"age": ["old"]}}, "when.age", "there is no attribute"),
        ({"when": {"training_end": ["x"]}}, "when.training_end", "with a list of values"),
        ({"when": {"place": ["mars"]}}, "when.place", "'mars' is not a value of place"),
        ({"when": {"board_four": ["maybe"]}}, "when.board_four", "not a value of board_four"),
        ({"alternatives": ["emeritus"]}, "alternatives[0]", "there is no 'emeritus'"),
        ({"staff": ["G99"]}, "staff[0]", "there is no 'G99'"),
        ({"staff": [{"G37": {"age": []}}]}, "staff[0].G37.age", "there is no attribute"),
        ({"staff": [{"G37": {}, "G36": {}}]}, "staff[0]", "exactly one"),
        ({"told_only": "yes"}, "told_only", "true or false"),
        ({"because": [{"text": "x", "page": "join", "heading": "x"}]}, "because[0].heading", "no heading"),
        ({"outcome": "x"}, "outcome", "unknown key"),
    ],
)  # fmt: skip
def test_a_rule_that_is_off_is_refused(knowledge, content, changes, key, problem):
    refused_key, sentence = refusal(parsed, knowledge, with_rule(content, **changes))
    assert refused_key == f"steps[0].rules[0].{key}"
    assert problem in sentence


def test_a_condition_goes_three_levels_deep_and_no_deeper(knowledge, content):
    deep = {"place": ["us"]}
    for _ in range(2):
        deep = {"any": [deep]}
    assert parsed(knowledge, with_rule(content, when=deep)).steps[0].rules[0].when
    problem = refusal(parsed, knowledge, with_rule(content, when={"any": [deep]}))[1]
    assert problem == "conditions go 3 levels deep at most"


def test_a_step_assumes_only_what_the_attributes_assume(knowledge, content):
    step = {**content["steps"][0], "assumes": ["place"]}
    key, problem = refusal(parsed, knowledge, {**content, "steps": [step]})
    assert (key, problem) == ("steps[0].assumes", "attributes.yml assumes nothing about 'place'")


@pytest.mark.parametrize(
    ("name", "value"),
    [("alternatives", ["emeritus"]), ("staff", ["G99"]), ("open_refund", ["G99"])],
)
def test_a_retirement_names_what_there_is(knowledge, content, name, value):
    retirement = {**content["retirement"], name: value}
    key = refusal(parsed, knowledge, {**content, "retirement": retirement})[0]
    assert key == f"retirement.{name}"


def test_every_derived_fact_comes_from_an_attribute(knowledge):
    assert all(attribute in knowledge.attributes for attribute, _ in DERIVED.values())


def test_the_gap_of_what_is_not_described_is_in_the_texts(knowledge):
    texts = knowledge.rules.texts
    assert texts.staff == ("G00",)
    assert texts.need_more.format(missing="place") == "What decides is not known yet: place."


def test_a_category_is_found_by_how_it_is_priced(knowledge, content):
    assert knowledge.rules.priced_by(PricePolicy.RETIRED) == "retired"
    retired = content["categories"]["retired"]
    by_schedule = {**retired, "dues": {**retired["dues"], "policy": "schedule"}}
    categories = {**content["categories"], "retired": by_schedule}
    rules = parsed(knowledge, {**content, "categories": categories})
    assert rules.priced_by(PricePolicy.RETIRED) is None
