"""Somebody at home does not get the answer for people abroad, nor the other way round."""

from __future__ import annotations

import pytest

from bot.nlu.whereabouts import Whereabouts, shared_whereabouts, sides_of

HERE, THERE, ANYWHERE = (
    "faq/membership_general_dues",
    "faq/membership_international_dues",
    "faq/membership_benefits",
)
RANKED = {THERE: 0.7, HERE: 0.2, ANYWHERE: 0.1}


def given(text, ranked=RANKED):
    return shared_whereabouts().without_the_other_side(text, dict(ranked))


@pytest.mark.parametrize(
    "text",
    [
        "caller is a practicing radiologist in houston, what do they pay",
        "a medical physicist from montreal wants to know the cost",
        "i'm a radiologist in san juan puerto rico how much are dues",
    ],
)
def test_who_is_at_home_gets_no_answer_for_abroad(text):
    found = given(text)
    assert found[THERE] == 0.0
    assert found[HERE] == pytest.approx(0.2 / 0.3)
    assert sum(found.values()) == pytest.approx(1.0)


def test_who_is_abroad_gets_no_answer_for_those_at_home():
    found = given(
        "i'm a radiologist in berlin, what do i pay", {HERE: 0.7, THERE: 0.2, ANYWHERE: 0.1}
    )
    assert found[HERE] == 0.0
    assert found[THERE] == pytest.approx(0.2 / 0.3)


@pytest.mark.parametrize(
    "text",
    [
        "what do radiologists pay",
        "i'm a radiologist in berlin, what do i pay",
        "i'm in houston, what do international members pay",
        "i'm a radiologist in boston, what would a colleague pay overseas",
    ],
)
def test_otherwise_the_ranking_stays(text):
    assert given(text) == RANKED


def test_a_text_is_read_only_when_it_matters():
    read = []
    watched = Whereabouts({THERE: "abroad"}, read.append)

    watched.without_the_other_side("a", {ANYWHERE: 0.6, THERE: 0.4})
    assert read == []
    watched.without_the_other_side("b", {ANYWHERE: 0.4, THERE: 0.6})
    assert read == ["b"]


def test_where_nothing_would_be_left_the_ranking_stays():
    assert given("i'm a radiologist in boston", {THERE: 1.0}) == {THERE: 1.0}


def test_both_sides_have_answers(knowledge):
    assert set(sides_of(knowledge).values()) == {"home", "abroad"}
