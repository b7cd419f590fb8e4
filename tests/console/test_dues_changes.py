"""Which amounts change on a day to come, and which answers say them."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from bot.console.dues_changes import upcoming
from bot.knowledge.dues import Period

TODAY, NEW_YEAR = date(2026, 11, 23), date(2027, 1, 1)


@pytest.fixture
def raised(knowledge):
    """The knowledge with another amount of one line from the new year on."""
    line = knowledge.dues.lines["international_mit"]
    last = line.periods[-1]
    value = dataclasses.replace(last.value, amount=Decimal("150.00"), since=NEW_YEAR)
    periods = (
        *line.periods[:-1],
        dataclasses.replace(last, until=date(2026, 12, 31)),
        Period(NEW_YEAR, None, value),
    )
    lines = {**knowledge.dues.lines, line.name: dataclasses.replace(line, periods=periods)}
    return dataclasses.replace(knowledge, dues=dataclasses.replace(knowledge.dues, lines=lines))


def test_nothing_changes_while_nothing_is_loaded(knowledge):
    assert upcoming(knowledge, TODAY) == []


def test_a_new_amount_is_told_with_its_day_and_the_answers_that_say_it(raised):
    (change,) = upcoming(raised, TODAY)
    assert change.day == NEW_YEAR
    (line,) = change.lines
    assert (line.before.amount, line.after.amount) == (Decimal("138.00"), Decimal("150.00"))
    assert "membership/international_training_dues" in change.answers


def test_after_its_day_it_is_no_change_any_more(raised):
    assert upcoming(raised, NEW_YEAR) == []
