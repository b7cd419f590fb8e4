"""What is alike comes together, whatever the order; what stands apart already stays so."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from bot.console.agglomeration import LIKE, LIKE_A_GROUP, MOST_LIKE, assign

DIMENSION = 8


def unit(place):
    return np.eye(DIMENSION, dtype=np.float32)[place]


def leaning(likeness, to=1):
    """A vector of this likeness to unit(0)."""
    return unit(0) * likeness + unit(to) * np.sqrt(1 - likeness**2, dtype=np.float32)


def group(*vectors):
    return np.stack(vectors)


def test_a_text_joins_the_group_that_it_is_like():
    places, new = assign([group(unit(0)), group(unit(5))], {"a": unit(5)})
    assert (places, new) == ({"a": 1}, [])


def test_a_text_that_is_like_none_begins_a_group_which_the_next_may_join():
    places, new = assign([group(unit(0))], {"a": unit(3), "b": unit(3), "c": unit(4)})
    assert places == {"a": 1, "b": 1, "c": 2}
    assert new == ["a", "c"]


def test_the_first_text_of_all_begins_a_group():
    assert assign([], {"a": unit(0)}) == ({"a": 0}, ["a"])


@pytest.mark.parametrize(("likeness", "joins"), [(LIKE + 0.01, True), (LIKE - 0.01, False)])
def test_the_border_between_one_topic_and_two(likeness, joins):
    _, new = assign([], {"a": unit(0), "b": leaning(likeness)})
    assert (new == ["a"]) is joins


@pytest.mark.parametrize("beyond", [0.01, -0.01])
def test_the_border_of_a_group_that_there_is(beyond):
    _, new = assign([group(unit(0))], {"a": leaning(LIKE_A_GROUP + beyond)})
    assert (new == []) is (beyond > 0)


def test_no_chain_of_texts_leads_from_one_topic_to_another():
    chain = {"a": unit(0), "b": leaning(0.7), "c": unit(1)}
    places, new = assign([], chain)
    assert new == ["a", "b"]
    assert places["a"] != places["c"]


def test_a_text_joins_a_group_of_many_that_holds_some_like_it():
    others = [unit(place) for place in range(1, 6)]
    places, _ = assign([group(*others, *[leaning(0.9)] * MOST_LIKE)], {"a": unit(0)})
    assert places == {"a": 0}


def test_one_message_alone_draws_none_into_a_group_of_others():
    mixed = group(leaning(0.9), *[unit(3)] * MOST_LIKE)
    _, new = assign([mixed], {"a": unit(0)})
    assert new == ["a"]


def test_groups_that_there_are_stay_apart_however_alike():
    places, new = assign([group(unit(0)), group(leaning(0.99))], {"a": unit(0)})
    assert (places, new) == ({"a": 0}, [])


def test_several_texts_join_one_group_together():
    vectors = {"a": leaning(0.9, 1), "b": leaning(0.9, 2), "c": unit(6)}
    assert assign([group(unit(0))], vectors) == ({"a": 0, "b": 0, "c": 1}, ["c"])


def test_the_order_in_which_texts_come_decides_nothing():
    vectors = {
        "a": unit(0),
        "b": leaning(0.3),
        "c": unit(1),
        "d": leaning(0.95, 2),
        "e": unit(4),
    }
    groupings = set()
    for order in itertools.permutations(vectors):
        places, new = assign([], {text: vectors[text] for text in order})
        assert set(places.values()) == set(range(len(new)))
        together = {}
        for text, place in places.items():
            together.setdefault(place, set()).add(text)
        groupings.add(frozenset(map(frozenset, together.values())))
    assert groupings == {frozenset({frozenset("ad"), frozenset("bc"), frozenset("e")})}
