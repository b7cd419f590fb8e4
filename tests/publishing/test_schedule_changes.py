"""Amounts that staff changed are laid over the schedule as those of a file are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.errors import ChangeRefused
from bot.publishing.changes import AmountChange
from bot.publishing.schedule_changes import lay_over

NEW_YEAR = date(2027, 1, 1)


def amount(line="international", usd="410.00", since=NEW_YEAR, until=None):
    return AmountChange(line, Decimal(usd), since, until, "Schedule of dues 2027")


def test_the_present_amount_ends_the_day_before(knowledge):
    (line,) = lay_over([amount()], knowledge.dues)
    *_, present, coming = line.periods
    assert present.until == NEW_YEAR - timedelta(days=1)
    assert (coming.since, coming.until, coming.value.amount) == (NEW_YEAR, None, Decimal("410.00"))
    assert coming.value.source == "Schedule of dues 2027"


def test_an_amount_that_ends_is_followed_by_none(knowledge):
    (line,) = lay_over([amount(until=date(2027, 12, 31))], knowledge.dues)
    assert line.periods[-1].since == date(2028, 1, 1)
    assert "ends on 2027-12-31" in line.periods[-1].value.why


def test_what_does_not_fit_names_the_line_in_words(knowledge):
    two = [amount(until=date(2027, 6, 30)), amount(since=date(2027, 8, 1))]
    with pytest.raises(ChangeRefused, match="International member dues: it leaves a gap"):
        lay_over(two, knowledge.dues)
    with pytest.raises(ChangeRefused, match="no line parking"):
        lay_over([amount("parking")], knowledge.dues)
