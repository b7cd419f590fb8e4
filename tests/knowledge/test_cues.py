"""Cues are single words in small letters that name somebody, and patterns that can be read."""

from __future__ import annotations

import pytest

from bot.knowledge.cues import parse_people, parse_to_come
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import content_of, refusal


@pytest.fixture
def people():
    return content_of("words/people.yml")


@pytest.fixture
def to_come():
    return content_of("words/to_come.yml")


def file_of(content):
    return Entry("file.yml", "", content)


def test_everybody_who_can_be_named_is_of_one_gender_or_of_either(people):
    cues = parse_people(file_of(people))
    assert {"wife", "husband", "colleague"} <= set(cues.named)
    assert len(cues.named) == len(set(cues.named))


@pytest.mark.parametrize("name", ["without_owner", "classes", "children"])
def test_a_word_that_names_nobody_is_refused(people, name):
    people[name].append("zebra")
    key, problem = refusal(parse_people, file_of(people))
    assert key == name
    assert "'zebra' names nobody" in problem


@pytest.mark.parametrize("word", ["Wife", "step mother", "wife|husband", ""])
def test_a_cue_is_one_word_in_small_letters(people, word):
    people["female"].append(word)
    assert refusal(parse_people, file_of(people))[0].startswith("female")


def test_the_numbers_are_words_too(people):
    people["counted"]["fifth person"] = ["5."]
    assert refusal(parse_people, file_of(people))[0] == "counted.fifth person"


@pytest.mark.parametrize("name", ["coming", "fellowship", "residency", "job", "asks_of_it"])
def test_a_broken_pattern_is_refused_where_it_stands(to_come, name):
    to_come[name].append("(")
    key, problem = refusal(parse_to_come, file_of(to_come))
    assert key.startswith(f"{name}[")
    assert "regular expression" in problem


def test_a_list_that_nothing_reads_is_refused(people, to_come):
    for parse, content in ((parse_people, people), (parse_to_come, to_come)):
        content["plural"] = ["they"]
        assert refusal(parse, file_of(content))[0] == "plural"
