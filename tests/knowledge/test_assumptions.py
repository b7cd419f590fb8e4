"""What a conversation takes for granted: only beside facts that were told, and never against one."""

from __future__ import annotations

from datetime import date

import pytest

from bot.knowledge.assumptions import parse_assumptions
from tests.knowledge.conftest import entry, refusal

TODAY = date(2026, 11, 24)
FILE = """
- when: {board: [abr, aobr], stage: [in_practice]}
  unless: [program]
  take: {field: diagnostic_radiology}
  said: the work is in radiology
- when: {training_end: [past]}
  unless: []
  take: {board: [none]}
  said: there is no certification
"""


@pytest.fixture(scope="module")
def assumptions(knowledge):
    return parse_assumptions(entry(FILE), knowledge.attributes)


FACTS = {"board": ["foreign", "abr"], "stage": "in_practice"}


def test_it_holds_beside_the_facts_that_it_names(assumptions):
    first, _ = assumptions
    assert first.applies_to(FACTS, TODAY)
    assert (first.attribute, first.value) == ("field", "diagnostic_radiology")
    assert first.said_as == "the work is in radiology"


@pytest.mark.parametrize(
    "facts",
    [
        {"stage": "in_practice"},
        {**FACTS, "stage": "in_training"},
        {**FACTS, "board": ["foreign"]},
        {**FACTS, "program": "fellowship"},
        {**FACTS, "field": "non_radiology"},
    ],
)
def test_it_does_not_hold_where_a_fact_is_missing_other_or_told(assumptions, facts):
    assert not assumptions[0].applies_to(facts, TODAY)


@pytest.mark.parametrize(
    ("day", "holds"), [("2026-11-23", True), ("2026-11-24", False), ("2027-06-30", False)]
)
def test_the_past_ends_today(assumptions, day, holds):
    assert assumptions[1].applies_to({"training_end": day}, TODAY) is holds


def test_a_value_of_several_is_a_list(assumptions):
    assert assumptions[1].value == ["none"]


@pytest.mark.parametrize(
    ("old", "new", "key", "names"),
    [
        ("{board: [abr, aobr]", "{planet: [abr, aobr]", "[0]", "planet"),
        ("[abr, aobr]", "[abr, lunar]", "[0]", "lunar"),
        ("{field: diagnostic_radiology}", "{planet: earth}", "[0]", "planet"),
        ("{field: diagnostic_radiology}", "{field: astrology}", "[0]", "astrology"),
        ("[in_practice]", "[past]", "[0]", "past"),
        ("{board: [none]}", "{board: [lunar]}", "[1]", "lunar"),
        ("  unless: []\n", "", "[1].unless", "missing"),
        ("  said: there is", "  says: there is", "[1].says", "unknown key"),
    ],
)
def test_what_is_off_is_refused_by_key(knowledge, old, new, key, names):
    assert old in FILE
    refused, problem = refusal(
        parse_assumptions, entry(FILE.replace(old, new, 1)), knowledge.attributes
    )
    assert refused == key
    assert names in problem


def test_none_of_ours_contradicts_what_it_rests_on(knowledge):
    for assumption in knowledge.assumptions:
        assert assumption.attribute not in assumption.when
