"""A line of the schedule with the note that belongs to its amount."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.knowledge.dues_notes import Note
from tests.dues.conftest import publish, schedule_of

NOTE = Note("With an amount.", "Without an amount.")
CLASS_OF_2026 = {"training_end": date(2026, 6, 30)}


def test_a_line_without_an_amount_says_why(knowledge):
    dues = schedule_of(knowledge.dues, {}).quote("general", NOTE)
    assert (dues.amount, dues.note) == (None, "Without an amount.")
    assert dues.lines[0].note == "The page points to its schedule of dues."


def test_a_line_with_an_amount_says_its_own_note_or_ours(knowledge):
    dues = publish(knowledge.dues, "general")
    quoted = schedule_of(dues, {}).quote("general", NOTE)
    assert (quoted.amount, quoted.lines[0].note) == (Decimal("900.00"), "With an amount.")
    stated = schedule_of(dues, {}).quote("national_year_1", NOTE)
    assert stated.lines[0].note == "National dues only; chapter dues come on top."


def test_what_is_not_settled_names_the_gaps_of_the_profile(knowledge):
    schedule = schedule_of(knowledge.dues, {"acr_history": "in_practice"})
    dues = schedule.unsettled("joined_in_the_year_training_ends")
    assert (dues.amount, dues.lines, dues.staff) == (None, (), ("G23",))


def test_until_january_nothing_is_owed_and_the_first_amount_is_named(knowledge):
    schedule = schedule_of(knowledge.dues, CLASS_OF_2026)
    dues = schedule.nothing_more(says_first_year=True)
    assert (dues.amount, dues.lines[0].label) == (Decimal("0.00"), "National dues this year")
    assert dues.note.endswith("The first-year amount quoted today is $77, plus chapter dues.")


def test_a_first_amount_that_is_not_published_is_not_named(knowledge):
    unpublished = replace(knowledge.dues, first_years=("national_year_2",))
    dues = schedule_of(unpublished, CLASS_OF_2026).nothing_more(says_first_year=True)
    assert dues.note == "Nothing more this year; the first dues are owed from 2027-01-01 on."
