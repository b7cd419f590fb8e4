"""Answers in an address: read, and written so that they read the same again."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from starlette.datastructures import QueryParams

from bot.knowledge.attributes import AnswerKind
from bot.web.profile_query import pairs, profile_in


@pytest.fixture
def several(knowledge):
    """The name of an attribute that takes several values, and two of them."""
    attributes = knowledge.attributes.values()
    attribute = next(value for value in attributes if value.kind is AnswerKind.CHOICES)
    return attribute.name, list(attribute.values)[:2]


def read(query, knowledge):
    return profile_in(QueryParams(query), knowledge.attributes)


def test_a_field_is_an_answer_and_an_empty_field_is_none(knowledge):
    assert read("stage=student&place=", knowledge) == {"stage": "student"}


def test_the_last_of_a_repeated_single_answer_counts(knowledge):
    assert read("stage=student&stage=in_training", knowledge) == {"stage": "in_training"}


def test_an_answer_with_several_values_is_a_list_even_of_one(knowledge, several):
    name, (first, second) = several
    assert read(f"{name}={first}&{name}={second}", knowledge) == {name: [first, second]}
    assert read(f"{name}={first}", knowledge) == {name: [first]}


def test_a_field_that_is_no_attribute_stays_to_be_refused_by_name(knowledge):
    assert read("moon=us", knowledge) == {"moon": "us"}


def test_an_endless_address_is_cut(knowledge):
    query = "&".join(f"field{number}=x" for number in range(500))
    assert len(read(query, knowledge)) == 60


def test_what_is_written_reads_the_same(knowledge, several):
    name, values = several
    profile = {"stage": "student", name: values}
    assert read(urlencode(pairs(profile)), knowledge) == profile
    assert pairs({"years": 3}) == [("years", "3")]
