"""What every account of a decision says alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.knowledge.categories import Reason
from bot.messages.blocks import plain
from bot.messages.decision_parts import plain_reason
from tests.messages.conftest import lines


def test_without_a_category_the_department_is_named(parts, case):
    decision, _ = case("lawyer")
    (card,) = parts.without_category(decision)
    assert card["title"] == "Please ask the membership department"
    assert "No category on the pages fits" in str(card["rows"])
    assert "1-800-347-7748" in str(card["rows"])


def test_what_is_still_open_is_asked_question_by_question(parts, case):
    decision, _ = case("physician", stage="in_practice", place="us")
    assert len(decision.missing) > 1
    (line,) = lines(parts.reasons(decision))
    assert line.startswith("Still open: ")
    assert line.endswith("?")
    assert "?," not in line


def test_a_reason_stands_with_its_page(parts, case, knowledge):
    decision, _ = case("resident")
    title, reason = lines(parts.reasons(decision))
    assert title == "Why"
    citation = decision.because[0].cites
    assert reason.endswith(f"({knowledge.sources[citation.page].title}, “{citation.heading}”)")


def test_a_source_is_a_link_to_its_page(parts, case, knowledge):
    decision, _ = case("resident")
    citation = decision.because[0].cites
    _, link, _ = parts.source(citation)
    assert link["url"] == knowledge.sources[citation.page].url


@pytest.mark.parametrize(
    ("conditions", "sentence"),
    [
        (("a",), "This holds provided that a."),
        (("a", "b"), "This holds provided that a and b."),
        (("a", "b", "c"), "This holds provided that a, b and c."),
    ],
)
def test_the_conditions_are_named_in_a_sentence(parts, case, conditions, sentence):
    decision, _ = case("resident")
    assert lines(parts.provided(replace(decision, provided=conditions))) == [sentence]


def test_where_nothing_is_taken_for_granted_nothing_is_said_of_it(parts, case):
    decision, _ = case("lawyer")
    assert parts.provided(decision) == []
    assert parts.staff(decision) == []


def test_what_staff_must_confirm_is_in_words_and_not_in_numbers(parts, case, knowledge):
    decision, _ = case("resident")
    (note,) = parts.staff(replace(decision, staff=("G37",)))
    assert knowledge.rules.gaps["G37"] in plain(note["runs"])
    assert "G37" not in plain(note["runs"])


@pytest.mark.parametrize(
    ("amount", "in_full", "in_short"),
    [
        (Decimal(0), "$0 a membership year.", "$0 a year"),
        (Decimal("138.50"), "$138.50 a membership year.", "$138.50 a year"),
        (None, "Not published.", "dues on the schedule"),
    ],
)
def test_an_amount_is_said_or_said_to_be_missing(parts, case, amount, in_full, in_short):
    decision, _ = case("resident")
    decision = replace(decision, dues=replace(decision.dues, amount=amount))
    assert parts.amount_a_year(decision) == in_full
    assert parts.amount_in_short(decision) == in_short


@pytest.mark.parametrize(
    ("name", "facts", "count"),
    [
        ("resident", {}, 4),
        ("resident", {"training_end": "2020-06-30"}, 0),
        ("resident", {"place": "outside"}, 0),
        ("resident", {"training_end": "unknown"}, 0),
        ("retired_member", {}, 3),
        ("retired_member", {"retirement_date": "unknown"}, 0),
        ("lawyer", {}, 0),
    ],
)
def test_dates_are_named_where_they_matter(parts, case, name, facts, count):
    assert len(parts.events(case(name, **facts)[1])) == count


def test_a_member_in_practice_before_has_no_first_dues_to_come(parts, case):
    assert parts.events(case("resident", acr_history="in_practice")[1]) == ()


def test_the_tag_for_machines_is_not_said(case):
    decision, _ = case("lawyer")
    citation = decision.because[0].cites
    assert not plain_reason(decision.because[0]).startswith("[")
    assert plain_reason(Reason("As it stands.", citation)) == "As it stands."
