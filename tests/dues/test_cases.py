"""What somebody owes: the cases of cases.yml, written for a clerk to read and correct."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.eligibility.profile import check

CASES = YAML(typ="safe").load(Path(__file__).with_name("cases.yml"))["cases"]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def decide(knowledge, eligibility):
    return lambda profile, on: eligibility.decide(check(profile, knowledge.attributes), on)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_somebody_owes_what_the_pages_say(decide, knowledge, case):
    page, _, heading = case["page"].partition(", ")
    assert heading.strip('"') in knowledge.sources[page].headings
    decision = decide(case["told"], case.get("on", TODAY))
    owes = "not stated" if decision.dues.amount is None else str(decision.dues.amount)
    assert (owes, decision.needs_staff, decision.refund) == (
        case["owes"],
        case.get("staff", False),
        case.get("refund"),
    )
    if "lines" in case:
        assert {line.label: line.amount for line in decision.dues.lines} == case["lines"]


def test_a_total_exists_only_when_every_line_is_known(decide):
    free = decide({"profession": "medical_student", "enrolled": "yes", "place": "us"}, TODAY)
    assert free.dues.total == free.dues.amount
    first_year = {
        "profession": "physician",
        "stage": "in_practice",
        "place": "us",
        "field": "diagnostic_radiology",
        "board": ["abr"],
        "training_end": "2025-06-30",
    }
    partly = decide(first_year, TODAY).dues
    assert partly.amount is not None
    assert partly.total is None
