from __future__ import annotations

import pytest

from bot.knowledge.facts import parse_facts
from tests.knowledge.conftest import entry, refusal


def test_a_phrase_is_found_by_attribute_and_value(knowledge):
    file = entry("place: {us: in the U.S.}\ntraining_end: {value: 'ends {value}'}")
    facts = parse_facts(file, knowledge.attributes)
    assert facts == {"place": {"us": "in the U.S."}, "training_end": {"value": "ends {value}"}}


@pytest.mark.parametrize(
    ("text", "key", "names"),
    [
        ("planet: {earth: on Earth}", "planet", "attributes.yml"),
        ("place: {moon: on the moon}", "place", "moon"),
        ("place: {value: there}", "place", "value"),
        ("training_end: {us: there}", "training_end", "us"),
        ("place: {us: 1}", "place.us", "text"),
        ("place: us", "place", "mapping"),
    ],
)
def test_what_attributes_do_not_have_is_refused_by_key(knowledge, text, key, names):
    refused, problem = refusal(parse_facts, entry(text), knowledge.attributes)
    assert refused == key
    assert names in problem


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("training_end: {value: ends soon}", "training_end.value"),
        ("training_end: {value: 'ends {day}'}", "training_end.value"),
        ("place: {us: 'in {value}'}", "place.us"),
    ],
)
def test_a_date_or_number_stands_in_its_phrase_and_nothing_else_does(knowledge, text, key):
    assert refusal(parse_facts, entry(text), knowledge.attributes)[0] == key
