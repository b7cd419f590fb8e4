"""The schedule is read strictly: periods without gap or overlap, amounts as text, lines that exist."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from bot.knowledge.dues_parser import parse_dues
from bot.knowledge.loader import KNOWLEDGE
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import refusal

CITES = {"page": "join", "heading": "Who can join ACR?"}
TEXT = (KNOWLEDGE / "dues.yml").read_text(encoding="utf-8")


def content():
    return YAML(typ="safe", pure=True).load(TEXT)


def refused(knowledge, values):
    notes, sources = knowledge.dues.notes, knowledge.sources
    return refusal(parse_dues, Entry("file.yml", "", values), notes, sources, knowledge.attributes)


def period(**values):
    days = YAML(typ="safe", pure=True).load("{from: 2025-01-01, end: 2025-12-31}")
    made = {"from": days["from"], "usd": "5.00", "cites": CITES, **values}
    if made.get("until") == "end":
        made["until"] = days["end"]
    return {name: value for name, value in made.items() if value is not None}


@pytest.mark.parametrize(
    ("periods", "key", "problem"),
    [
        ([], "periods", "at least one period"),
        ([period(usd=5)], "periods[0].usd", "text is needed"),
        ([period(usd="5")], "periods[0].usd", "an amount as in"),
        ([period(usd="-5.00")], "periods[0].usd", "an amount as in"),
        ([period(not_published="x")], "periods[0]", "either usd or not_published"),
        ([period(usd=None)], "periods[0]", "either usd or not_published"),
        ([period(usd=None, not_published="x")], "periods[0].ask", "missing"),
        ([period(cites=None)], "periods[0].cites", "missing"),
        ([period(cites={**CITES, "page": "x"})], "periods[0].cites.page", "no page"),
        ([period(superseded=True)], "periods[0].until", "must have ended"),
        ([period(), period()], "periods[1].from", "overlaps"),
        ([period(until="end"), period()], "periods[1].from", "overlaps"),
        ([period(dollars="5")], "periods[0].dollars", "unknown key"),
        ([period(superseded=True, until="end", source="x")], "periods[0]", "what holds after it"),
    ],
)
def test_a_period_that_is_off_is_refused(knowledge, periods, key, problem):
    values = content()
    values["schedule"]["general"]["periods"] = periods
    refused_key, sentence = refused(knowledge, values)
    assert refused_key == f"schedule.general.{key}"
    assert problem in sentence


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("first_years",), ["year_one"], "first_years[0]"),
        (("year_training_ends", "nothing_more"), ["fellow"], "year_training_ends"),
        (("year_training_ends", "trainee_rate"), {"mit": "x"}, "year_training_ends.trainee_rate.mit"),
        (("retirement_refund", "last_day"), "31 March", "retirement_refund.last_day"),
        (("retirement_refund", "last_day"), "February 29", "retirement_refund.last_day"),
        (("retirement_refund", "cites", "page"), "x", "retirement_refund.cites.page"),
        (("federal_discount", "fraction"), "50%", "federal_discount.fraction"),
        (("federal_discount", "fraction"), 0.5, "federal_discount.fraction"),
        (("federal_discount", "percent"), "50", "federal_discount.percent"),
        (("chapter_choice", "most"), "two", "chapter_choice.most"),
        (("chapter_waiver", "page"), "join", "chapter_waiver.page"),
        (("schedule", "general_physicist", "replaces", "line"), "x", "schedule.general_physicist.replaces"),
        (("schedule", "general_physicist", "replaces", "when"), {"age": []}, "schedule.general_physicist.replaces.when.age"),
        (("prices",), {}, "prices"),
    ],
)  # fmt: skip
def test_a_rule_of_dues_with_a_name_that_leads_nowhere_is_refused(knowledge, path, value, key):
    values = content()
    place = values
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert refused(knowledge, values)[0] == key


def test_the_line_of_every_chapter_must_be_there(knowledge):
    values = content()
    del values["schedule"]["chapter"]
    assert refused(knowledge, values) == ("schedule.chapter", "missing")
