"""What the schedule states on a day, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.errors import UnknownDues
from bot.knowledge.dues import NotPublished, Period, Published, Superseded

TODAY = date(2026, 11, 23)


def test_an_amount_of_the_past_is_never_what_somebody_owes(knowledge):
    day = date(2020, 5, 5)
    assert isinstance(knowledge.dues.past("general", day), Superseded)
    amount = knowledge.dues.amount("general", day)
    assert isinstance(amount, NotPublished)
    assert amount.why == "The pages state no amount for 2020-05-05."


def test_what_holds_today_is_no_past(knowledge):
    assert knowledge.dues.past("general", TODAY) is None


def test_before_the_schedule_begins_nothing_is_stated(knowledge):
    assert isinstance(knowledge.dues.amount("retired", date(2000, 1, 1)), NotPublished)


@pytest.mark.parametrize(
    ("line", "amount"),
    [("national_year_1", "77.00"), ("international", "391.00"), ("international_mit", "138.00")],
)
def test_the_figures_of_the_page(knowledge, line, amount):
    assert knowledge.dues.amount(line, TODAY).amount == Decimal(amount)


def test_a_line_that_there_is_not_is_named(knowledge):
    with pytest.raises(UnknownDues, match="there is no line called emeritus"):
        knowledge.dues.amount("emeritus", TODAY)


def test_medical_physicists_have_a_line_of_their_own(knowledge):
    physicist = {"profession": "medical_physicist"}
    assert knowledge.dues.line_for("general", physicist) == "general_physicist"
    assert knowledge.dues.line_for("associate", physicist) == "associate"
    assert knowledge.dues.line_for("general", {"profession": "physician"}) == "general"


def with_chapter(dues, until=None):
    amount = Published(Decimal("150.00"), TODAY, until, dues.line("chapter").cites)
    line = replace(dues.line("chapter"), name="Ohio", periods=(Period(TODAY, until, amount),))
    return replace(dues, chapters={"Ohio": line})


def test_chapters_are_published_as_soon_as_one_is(knowledge):
    assert not knowledge.dues.is_published("chapter", TODAY)
    dues = with_chapter(knowledge.dues, until=TODAY)
    assert dues.is_published("chapter", TODAY)
    assert list(dues.published_chapters(TODAY)) == ["Ohio"]
    assert not dues.is_published("chapter", date(2027, 1, 1))


def test_a_chapter_that_is_not_loaded_sets_its_own_dues(knowledge):
    amount = with_chapter(knowledge.dues).chapter("Texas", TODAY)
    assert isinstance(amount, NotPublished)
    assert "Every chapter sets its own dues" in amount.why


def test_a_line_cites_where_its_latest_period_stands(knowledge):
    for line in knowledge.dues.lines.values():
        assert line.cites.heading in knowledge.sources[line.cites.page].headings


def test_the_amounts_that_the_pages_name_are_those_published_and_noted(knowledge):
    named = knowledge.dues.named_amounts()
    assert {"77", "138", "391"} <= named
    assert "125" in named  # what the older page says
    assert "875" not in named  # a figure of the past
    assert "0" not in named
