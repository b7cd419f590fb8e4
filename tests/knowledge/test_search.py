"""Answers are found by words, the best first, without a model."""

from __future__ import annotations

import pytest

from bot.knowledge.search import Search


@pytest.fixture(scope="module")
def search(knowledge):
    return Search(knowledge.answers.values(), knowledge.keywords)


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("allied health cost", "membership/allied_health_dues"),
        ("letter of verification", "membership/verification_letter"),
        ("retired refund", "membership/retired_dues"),
        ("password", "account/member_number_or_password"),
        ("chapters", "membership/chapters"),
    ],
)
def test_the_answer_that_is_meant_comes_first(search, query, id_):
    assert search.find(query)[0].id == id_


def test_a_plural_is_the_same_word(search):
    assert search.find("chapter")[0] is search.find("chapters")[0]


@pytest.mark.parametrize("query", ["", "   ", "xyzzy", "the of and", "?!"])
def test_without_a_word_that_we_know_nothing_is_found(search, query):
    assert search.find(query) == []


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("price", "membership/general_dues"),
        ("fee", "membership/general_dues"),
        ("login", "account/login_help"),
        ("how much money", "membership/general_dues"),
    ],
)
def test_a_word_of_which_no_answer_makes_use_finds_what_it_may_mean(search, query, id_):
    assert id_ in [answer.id for answer in search.find(query)]


def test_no_answer_is_found_twice(search):
    found = [answer.id for answer in search.find("student dues")]
    assert len(found) == len(set(found))
