"""A decision as a person reads it on the command line."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cli.decide import in_words
from bot.eligibility.profile import check

RETIRED = {
    "profession": "physician",
    "stage": "fully_retired",
    "acr_history": "in_practice",
    "retirement_notice": "2026-02-01",
    "dues_paid_year": 2026,
}
ABROAD = {
    "profession": "physician",
    "stage": "in_practice",
    "place": "outside",
    "field": "diagnostic_radiology",
    "board": ["abr"],
}


@pytest.fixture(scope="module")
def words(knowledge, eligibility):

    def words_of(values):
        decision = eligibility.decide(check(values, knowledge.attributes), date(2026, 11, 23))
        return in_words(decision, knowledge).splitlines()

    return words_of


def test_a_category_with_its_reason_and_dues(words):
    title, because, dues, *rest = words(RETIRED)
    assert title == "Retired member"
    assert because.endswith("(Become an ACR Member, “When do I qualify as a retired member?”)")
    assert dues == "Dues: $0.00. Free once retired."
    assert rest == [
        "To have at hand: retirement_notice.",
        "Refund of dues already paid: full.",
    ]


def test_conditions_other_categories_and_staff(words):
    lines = words(ABROAD)
    assert "Provided that you are in good ethical standing in your country." in lines
    assert "Also possible: General member." in lines
    assert any(line.startswith("Staff must confirm: ") and line.endswith("[G28]") for line in lines)


def test_no_category_is_said_as_such(words):
    title, because, dues = words({"profession": "other"})
    assert title == "No category: please ask the membership department."
    assert because.startswith("Because: ")
    assert "NOFIT" not in because
    assert dues.startswith("Dues: not published. Without a category")


def test_what_is_missing_is_named_with_its_question_and_values(words):
    first, name, values, *_ = words({"profession": "physician"})
    assert first == "Not decided yet. Add to the profile:"
    assert name == "  stage: Where are you in your career today?"
    assert values.startswith("    student, ")
    assert values.endswith(", unknown")
