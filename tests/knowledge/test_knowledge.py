"""Texts are filled for a day: addresses, amounts in force, what the place itself fills."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.errors import KnowledgeError, UnknownDues
from bot.knowledge.loader import money
from bot.knowledge.texts import parse_text
from tests.knowledge.conftest import entry

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{phone}", "1-800-347-7748"),
        ("{join}", "https://www.acr.org/Membership/Join"),
        ("{national_year_1}", "$77"),
        ("{federal_discount}", "50%"),
        ("{emergency} {crisis_line}", "911 988"),
        ("{chapter}", ""),
        ("no placeholder", "no placeholder"),
    ],
)
def test_a_placeholder_becomes_what_it_stands_for(knowledge, text, filled):
    assert knowledge.fill(text, TODAY) == filled


def test_a_place_fills_its_own_placeholders(knowledge):
    assert knowledge.fill("in {year}: {phone}", TODAY, year="2027") == "in 2027: 1-800-347-7748"


def test_a_pair_is_chosen_by_the_day(knowledge):
    pair = "{about: national_year_1, published: '{national_year_1}', not_published: unknown}"
    text = parse_text(entry(pair))
    assert knowledge.fill(text, TODAY) == "$77"
    assert knowledge.fill(text, date(2020, 1, 1)) == "unknown"


def test_an_amount_that_is_not_published_is_an_error(knowledge):
    with pytest.raises(KnowledgeError, match="not published on 2026-11-23"):
        knowledge.fill("{general}", TODAY)


def test_an_unknown_placeholder_is_an_error(knowledge):
    with pytest.raises(UnknownDues):
        knowledge.fill("{emeritus}", TODAY)


@pytest.mark.parametrize(
    ("amount", "text"), [("77.00", "$77"), ("77.50", "$77.50"), ("1234.00", "$1,234")]
)
def test_cents_are_written_only_where_there_are_any(amount, text):
    assert money(Decimal(amount)) == text
