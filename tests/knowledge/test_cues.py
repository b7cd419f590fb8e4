"""Cues are single words in small letters that name somebody, and patterns that can be read."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from bot.knowledge.cues import parse_cues
from bot.knowledge.loader import KNOWLEDGE
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import refusal


@pytest.fixture
def content():
    return YAML(typ="safe", pure=True).load((KNOWLEDGE / "cues.yml").read_text(encoding="utf-8"))


def parse(content):
    return parse_cues(Entry("file.yml", "", content))


def test_everybody_who_can_be_named_is_of_one_gender_or_of_either(content):
    people = parse(content).people
    assert {"wife", "husband", "colleague"} <= set(people.named)
    assert len(people.named) == len(set(people.named))


@pytest.mark.parametrize("name", ["without_owner", "classes", "children"])
def test_a_word_that_names_nobody_is_refused(content, name):
    content["people"][name].append("zebra")
    key, problem = refusal(parse, content)
    assert key == f"people.{name}"
    assert "'zebra' names nobody" in problem


@pytest.mark.parametrize("word", ["Wife", "step mother", "wife|husband", ""])
def test_a_cue_is_one_word_in_small_letters(content, word):
    content["people"]["female"].append(word)
    assert refusal(parse, content)[0].startswith("people.female")


def test_the_numbers_are_words_too(content):
    content["people"]["counted"]["fifth person"] = ["5."]
    assert refusal(parse, content)[0] == "people.counted.fifth person"


@pytest.mark.parametrize("name", ["coming", "fellowship", "residency", "job", "asks_of_it"])
def test_a_broken_pattern_is_refused_where_it_stands(content, name):
    content["to_come"][name].append("(")
    key, problem = refusal(parse, content)
    assert key.startswith(f"to_come.{name}[")
    assert "regular expression" in problem


@pytest.mark.parametrize("part", ["people", "to_come"])
def test_a_list_that_nothing_reads_is_refused(content, part):
    content[part]["plural"] = ["they"]
    assert refusal(parse, content)[0] == f"{part}.plural"
