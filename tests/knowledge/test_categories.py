"""Every category says what it costs, what for, and how long it lasts."""

from __future__ import annotations

import pytest

from bot.knowledge.categories import PricePolicy, parse_category
from tests.knowledge.conftest import entry, refusal

CATEGORY = """
title: Dosimetrist member
plain: Membership for dosimetrists.
rights: {text: No rights are named., cites: {page: join, heading: Who can join ACR?}}
per: {text: A membership year.}
lasts: {text: The pages do not say., cites: {page: join, heading: Who can join ACR?}}
dues: {line: general, policy: schedule, note: As stated.}
"""


def parsed(knowledge, text=CATEGORY):
    dues = knowledge.dues.lines
    return parse_category("x", entry(text), knowledge.attributes, knowledge.sources, dues)


def test_the_least_that_a_category_says(knowledge):
    category = parsed(knowledge)
    assert (category.price.line, category.price.policy) == ("general", PricePolicy.SCHEDULE)
    assert (category.priced_by, category.full) == ((), False)
    assert category.per.cites is None
    assert category.lasts.cites.page == "join"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("title:", "name:", "name"),
        ("line: general, ", "", "dues.line"),
        ("line: general", "line: emeritus", "dues.line"),
        ("policy: schedule, ", "", "dues.policy"),
        ("policy: schedule", "policy: general", "dues.policy"),
        (", note: As stated.", "", "dues.note"),
        ("note: As stated.", "note: It costs $5.", "dues.note"),
        ("note: As stated.", "note: {published: x}", "dues.note.not_published"),
        ("per: {text: A membership year.}", "", "per"),
        ("per: {text: A", "per: {texts: A", "per.texts"),
        ("plain: Membership", "plain: Half (50%)", "plain"),
        ("heading: Who can join ACR?}}\nper", "heading: Who?}}\nper", "rights.cites.heading"),
    ],
)
def test_what_a_category_leaves_out_or_makes_up_is_refused(knowledge, old, new, key):
    assert old in CATEGORY
    assert refusal(parsed, knowledge, CATEGORY.replace(old, new))[0] == key


def test_a_price_depends_on_attributes_that_there_are(knowledge):
    text = CATEGORY.replace("note:", "priced_by: [age], note:")
    assert refusal(parsed, knowledge, text) == ("dues.priced_by", "attributes.yml has no 'age'")


def test_every_policy_is_used_and_every_line_is_the_category_s_own(knowledge):
    categories = knowledge.rules.categories.values()
    assert {category.price.policy for category in categories} == set(PricePolicy)
    lines = [category.price.line for category in categories]
    assert len(set(lines)) == len(lines)


def test_one_category_is_full_membership(knowledge):
    full = [category.id for category in knowledge.rules.categories.values() if category.full]
    assert full == ["general"]


@pytest.mark.parametrize(
    ("category", "per", "lasts"),
    [
        ("medical_student", "Free", "Until graduation"),
        ("member_in_training", "Free", "Six months after training"),
        ("general", "January 1 to December 31", "retired membership follows"),
        ("associate", "January 1 to December 31", "retired membership follows"),
        ("international", "January 1 to December 31", "retired membership follows"),
        ("international_mit", "until training is complete", "within six months"),
        ("allied_health", "January 1 to December 31", "do not say how long"),
        ("retired", "Free", "first six years"),
    ],
)
def test_a_category_says_what_dues_are_for_and_how_long_it_lasts(knowledge, category, per, lasts):
    entry_of_category = knowledge.rules.categories[category]
    assert per in entry_of_category.per.text
    assert lasts in entry_of_category.lasts.text


def test_a_statement_without_a_page_says_that_the_pages_are_silent(knowledge):
    for category in knowledge.rules.categories.values():
        for statement in (category.per, category.lasts):
            assert statement.cites or "pages do not say" in statement.text


def test_the_six_years_of_retired_members_are_those_of_elected_office(knowledge):
    rights = knowledge.rules.categories["retired"].rights.text
    committees, office = rights.split(". ", 1)
    assert "committees" in committees
    assert "no limit of time" in committees
    assert "elected office in the first six years" in office
    assert "cannot sit on the Board of Chancellors" in office
