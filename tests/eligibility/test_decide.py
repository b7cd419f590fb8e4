"""One decision at a time: the rule that decides, what is missing, what comes with it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility import decide as decide_module
from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import NONE, Status
from bot.eligibility.profile import check
from tests.eligibility.conftest import TODAY

GENERAL = {
    "profession": "physician",
    "stage": "in_practice",
    "place": "us",
    "field": "diagnostic_radiology",
    "board": ["abr"],
}
RETIRED = {"profession": "physician", "stage": "fully_retired", "acr_history": "in_practice"}


def test_the_first_rule_that_holds_decides(decide):
    decision = decide(GENERAL)
    assert (decision.category, decision.rule) == ("general", "general")
    assert decision.status is Status.DECIDED
    assert not decision.needs_staff


def test_what_is_missing_is_named_in_asking_order(decide):
    decision = decide({"profession": "physician", "stage": "in_practice"})
    assert decision.status is Status.NEED_MORE
    assert decision.missing == ("field", "board")
    assert decision.because[0].text == "NEI: What decides is not known yet: field, board."


def test_what_no_step_describes_is_for_staff(decide):
    decision = decide({"profession": "medical_physicist", "stage": "student"})
    assert (decision.status, decision.category) == (Status.REFER, NONE)
    assert decision.staff == ("G00",)
    assert decision.because[0].text.startswith("REFER: The pages do not describe this situation")


def test_a_result_without_a_category_has_no_dues(decide):
    dues = decide({"profession": "other"}).dues
    assert (dues.amount, dues.lines) == (None, ())


def test_a_question_that_leads_nowhere_is_not_asked(eligibility, decide):
    attributes = eligibility.attributes
    values = {"profession": "medical_student", "enrolled": "yes"}
    assert eligibility.next_question(check(values, attributes), TODAY) == "place"
    decided = check({**values, "place": "us"}, attributes)
    assert eligibility.next_question(decided, TODAY) is None


@pytest.mark.parametrize("service", ["active_duty", "va", "usphs"])
def test_the_discount_starts_with_an_e_mail(decide, service):
    assert decide({**GENERAL, "federal_service": service}).documents == ("discount_email",)


@pytest.mark.parametrize("service", ["reserve_guard", "veteran", "other", "none", "unknown"])
def test_other_service_needs_no_document(decide, service):
    assert decide({**GENERAL, "federal_service": service}).documents == ()


ANNOUNCED = {"retirement_notice": "2026-11-01", "retirement_date": "2027-06-30"}


def test_an_announced_retirement_changes_nothing_yet(decide):
    decision = decide({**GENERAL, **ANNOUNCED})
    assert (decision.category, decision.alternatives) == ("general", ("retired",))
    assert (decision.documents, decision.staff) == (("retirement_notice",), ("G36",))


@pytest.mark.parametrize(
    "values",
    [
        {"retirement_notice": "2026-11-01"},
        {"retirement_date": "2027-06-30"},
        {**ANNOUNCED, "retirement_date": "2026-11-23"},
    ],
)
def test_a_retirement_that_is_not_announced_or_not_to_come_adds_nothing(decide, values):
    assert decide({**GENERAL, **values}).alternatives == ()


@pytest.mark.parametrize(
    ("notice", "paid", "refund", "staff"),
    [
        ("2026-02-01", 2026, "full", ()),
        ("2026-05-01", 2026, "none_stated", ()),
        ("2025-12-01", 2026, "staff", ("G36",)),
        ("2026-05-01", 2025, None, ("G36",)),
        ("2026-02-01", 2025, None, ()),
    ],
)
def test_the_refund_of_somebody_who_has_retired(decide, notice, paid, refund, staff):
    decision = decide({**RETIRED, "retirement_notice": notice, "dues_paid_year": paid})
    assert (decision.refund, decision.staff) == (refund, staff)


def test_a_refund_is_none_of_somebody_in_practice(decide):
    values = {"retirement_notice": "2026-02-01", "dues_paid_year": 2026}
    assert decide({**GENERAL, **values}).refund is None


def test_a_program_before_the_present_one_opens_no_price(decide):
    fellow = {
        "profession": "physician",
        "stage": "in_training",
        "place": "us",
        "field": "diagnostic_radiology",
        "program": "fellowship",
        "training_end": "2026-08-31",
    }
    assert decide(fellow, date(2027, 1, 15)).dues.is_known


def test_a_rule_may_leave_the_price_open(decide):
    waiting = {
        **GENERAL,
        "acr_history": "mit",
        "training_end": "2026-03-31",
        "next_program": "us_canada",
        "next_program_start": "2027-07-01",
    }
    decision = decide(waiting)
    assert decision.rule == "long_gap_before_a_program"
    assert (decision.dues.amount, decision.staff) == (None, ("G14",))


def test_the_published_shape_names_gaps_in_words(decide, knowledge):
    shape = decide({**GENERAL, **ANNOUNCED}).as_dict(knowledge.rules.gaps)
    assert shape["staff"] == [{"gap": "G36", "why": knowledge.rules.gaps["G36"]}]
    assert (shape["status"], shape["needs_staff"]) == ("decided", True)
    assert shape["because"][0]["page"] == "join"
    assert shape["as_of"] == "2026-11-23"


def test_the_same_case_is_decided_once(eligibility):
    case = check(GENERAL, eligibility.attributes)
    first = eligibility.decide(case, TODAY)
    assert eligibility.decide(dict(reversed(case.items())), TODAY) is first


def test_on_another_day_it_is_decided_anew(eligibility):
    case = check(GENERAL, eligibility.attributes)
    later = date(TODAY.year + 1, 1, 1)
    assert eligibility.decide(case, TODAY).as_of == TODAY
    assert eligibility.decide(case, later).as_of == later


def test_no_more_cases_are_remembered_than_some_thousands(eligibility, monkeypatch):
    monkeypatch.setattr(decide_module, "_MOST_REMEMBERED", 2)
    fresh = Eligibility(eligibility.attributes, eligibility.rules, eligibility._dues)
    stages = ("student", "in_training", "in_practice", "fully_retired")
    for stage in stages:
        fresh.decide({"stage": stage}, TODAY)
    assert 1 <= len(fresh._remembered) <= 2
