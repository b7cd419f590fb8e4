"""Which of the places of a clause it is about."""

from __future__ import annotations

from datetime import date

import pytest

from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.place_of_clause import program_of, school_of, where_of


def clause(text: str) -> Clause:
    return Clause(text, ())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<RESIDENT> in <PLACE:us>", "us"),
        ("<ADJECTIVE:canada> <RESIDENT>", "canada"),
        ("in <PLACE:outside> in <PLACE:canada>", "canada"),
        ("in <PLACE:canada> rather than the <PLACE:us>", "canada"),
        ("moved to <PLACE:us> from <PLACE:outside>", "us"),
        ("in the <PLACE:us> or <PLACE:canada>", None),
        ("<PLACE:us> dues", None),
        ("do i count as a <ADJECTIVE:us> <STUDENT>", None),
        ("an <ADJECTIVE:us> citizen", None),
    ],
)
def test_asides_are_not_where_somebody_is(text, place):
    assert where_of(clause(text)) == place


def test_the_school_and_the_program_of_one_clause_are_told_apart():
    both = clause("<GRADUATED> in <PLACE:outside> , <MATCHED> in <PLACE:us>")

    assert school_of(both) == "outside"
    assert program_of(both) == "us"


def test_a_clause_without_a_school_has_no_place_of_school():
    assert school_of(clause("<RESIDENT> in <PLACE:us>")) is None


def test_trainees_who_come_from_abroad_train_where_they_train(facts_reader):
    today = date(2026, 11, 27)
    assert "place" not in facts_reader.read("2 of the fellows are from india", today)
    assert facts_reader.read("the fellows are in India", today)["place"] == "outside"
