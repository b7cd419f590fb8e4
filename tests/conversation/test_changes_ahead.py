"""Leaving the service, failing the boards, retiring: what is said to end is supposed, as it would be then."""

from __future__ import annotations

import pytest

from bot.conversation.changes_ahead import change_ahead

PRACTICE = {"stage": "in_practice", "profession": "physician"}
RETIRED = {"stage": "fully_retired", "acr_history": "in_practice"}


def test_whoever_leaves_active_duty_is_a_veteran_then():
    told = {**PRACTICE, "federal_service": "active_duty"}
    assert change_ahead("and when i get out", told, {}) == {"federal_service": "veteran"}


def test_whoever_joins_another_service_serves_there():
    told = {**PRACTICE, "federal_service": "active_duty"}
    read = {"federal_service": "va"}
    assert change_ahead("leaving the navy for the VA", told, read) == read


@pytest.mark.parametrize("text", ["if i fail the boards", "not board certified at that point"])
def test_a_trainee_who_speaks_of_failing_has_no_certificate_then(text):
    assert change_ahead(text, {"stage": "in_training"}, {}) == {"board": ["none"]}
    assert change_ahead(text, PRACTICE, {}) == {}


@pytest.mark.parametrize(
    "text",
    ["thinking of retiring in 3 years, what then", "retire next year maybe", "if i stop working"],
)
def test_whoever_speaks_of_retiring_is_retired_then(text):
    assert change_ahead(text, PRACTICE, {}) == RETIRED


def test_a_day_of_retirement_is_worked_with_and_not_supposed():
    read = {"retirement_date": "2027-06-30"}
    assert change_ahead("retiring in 3 years, june 2027", PRACTICE, read) == {}


@pytest.mark.parametrize("told", [{}, {"stage": "student"}, {"stage": "fully_retired"}])
def test_nobody_else_is_retired_by_a_passing_word(told):
    assert change_ahead("my dad is retiring in 3 years", told, {}) == {}


def test_the_refund_is_asked_for_today():
    assert change_ahead("if i stop working do i get money back", PRACTICE, {}) == {}
