"""A text that names the last day of the refund names that of dues.yml."""

from __future__ import annotations

import pytest

from bot.knowledge.loader import load
from bot.knowledge.refund_texts import refuse_other_last_days
from tests.knowledge.conftest import entry, refusal

REFUND = load().dues.retirement_refund


def test_another_day_is_refused_with_its_key():
    file = entry("cells:\n  - {text: A refund until April 15 of that year.}\n")
    key, problem = refusal(refuse_other_last_days, [file], REFUND)
    assert key == "cells[0].text"
    assert problem == "'April 15' is not the last day of the refund in dues.yml"


@pytest.mark.parametrize(
    "text",
    [
        "text: Dues come back between January 1 and March 31.",
        "text: No refund after December 31.",
        "text: Give notice on a day, as in June 30, 2027.",
        "text: The season ends on April 15.",
        "quote: Notice is due by April 15.",
    ],
)
def test_other_days_of_other_things_are_not(text):
    refuse_other_last_days([entry(text)], REFUND)
