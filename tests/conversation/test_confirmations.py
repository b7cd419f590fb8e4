"""Whoever says how their case is hears yes or no; where a claim is open they hear neither."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.conversation.conversation import Conversation
from testkit.talk import Talk

RESIDENT = "radiology resident in Ohio, done in June 2028"
RESIDENT_ABROAD = "radiology resident in Lyon, France"


def first_line(talk):
    return talk.text.splitlines()[0]


@pytest.mark.parametrize(
    ("person", "claim", "verdict"),
    [
        (RESIDENT, "so it is free for me, right?", "Yes."),
        (RESIDENT_ABROAD, "so it is free for me, right?", "Not quite."),
        (RESIDENT_ABROAD, "so I pay $138, right?", "Yes."),
        # Without a sign, as people type it.
        (RESIDENT_ABROAD, "so 77 for me, correct?", "Not quite."),
    ],
)
def test_a_claim_of_the_price_is_confirmed_or_not(talk, person, claim, verdict):
    talk.say(person, "tell")
    talk.say(claim)
    assert first_line(talk) == verdict


def test_where_dues_rise_later_a_higher_amount_is_left_open(talk):
    talk.say(RESIDENT, "tell")
    talk.say("so I pay $138, right?")
    assert first_line(talk) not in {"Yes.", "Not quite."}


def test_an_amount_is_one_that_the_pages_name_and_no_other_number(talk):
    talk.say(RESIDENT_ABROAD, "tell")
    talk.say("so 138, right?")
    assert first_line(talk) == "Yes."
    talk.say("so 139 it is, right?")
    assert first_line(talk) not in {"Yes.", "Not quite."}


def test_an_amount_that_is_loaded_is_known_as_one(knowledge, reader, keeper, today):
    line = knowledge.dues.lines["international_mit"]
    *before, last = line.periods
    raised = replace(last, value=replace(last.value, amount=Decimal("144.00")))
    lines = {**knowledge.dues.lines, line.name: replace(line, periods=(*before, raised))}
    other = replace(knowledge, dues=replace(knowledge.dues, lines=lines))
    talk = Talk(Conversation(other, reader, keeper, today))
    talk.say(RESIDENT_ABROAD, "tell")
    talk.say("so 144, right?")
    assert first_line(talk) == "Yes."
