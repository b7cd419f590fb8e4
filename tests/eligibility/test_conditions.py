"""A condition is true, false, or not settled by the facts."""

from __future__ import annotations

import pytest

from bot.eligibility.conditions import compile_condition, facts_in
from bot.knowledge.rules import AllOf, AnyOf, Fact

AT_HOME = Fact("place", frozenset({"us", "canada"}))
CERTIFIED = Fact("board_four", frozenset({"yes"}))
OPEN_FIELD = Fact("field", frozenset({"undecided", "unknown"}))


def both(*parts):
    return compile_condition(AllOf(parts))


def either(*parts):
    return compile_condition(AllOf((AnyOf(tuple(AllOf((part,)) for part in parts)),)))


@pytest.mark.parametrize(
    ("value", "truth"), [("us", True), ("outside", False), (None, None), ("unknown", None)]
)
def test_a_fact_holds_fails_or_stays_open(value, truth):
    assert both(AT_HOME)({"place": value}) is truth


def test_not_knowing_satisfies_where_the_condition_says_so():
    assert both(OPEN_FIELD)({"field": "unknown"}) is True
    assert both(OPEN_FIELD)({}) is None


@pytest.mark.parametrize(
    ("place", "board", "all_of", "any_of"),
    [
        ("us", "yes", True, True),
        ("us", "no", False, True),
        ("outside", "no", False, False),
        ("us", None, None, True),
        ("outside", None, False, None),
        (None, "no", False, None),
        (None, None, None, None),
    ],
)
def test_several_facts_together_and_one_of_several(place, board, all_of, any_of):
    facts = {"place": place, "board_four": board}
    assert both(AT_HOME, CERTIFIED)(facts) is all_of
    assert either(AT_HOME, CERTIFIED)(facts) is any_of


def test_every_fact_of_a_condition_is_listed():
    condition = AllOf((AT_HOME, AnyOf((AllOf((CERTIFIED,)), AllOf((OPEN_FIELD,))))))
    assert list(facts_in(condition)) == [AT_HOME, CERTIFIED, OPEN_FIELD]
