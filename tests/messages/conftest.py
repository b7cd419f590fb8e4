from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.eligibility.profile import check
from bot.messages.blocks import to_text
from bot.messages.decision_parts import DecisionParts
from bot.messages.guide_messages import GuidedMessages

TODAY = date(2026, 11, 23)
PROFILES = {
    "student": {
        "profession": "medical_student",
        "stage": "student",
        "enrolled": "yes",
        "place": "us",
    },
    "resident": {
        "profession": "physician",
        "stage": "in_training",
        "place": "us",
        "field": "diagnostic_radiology",
        "program": "residency",
        "training_end": "2027-06-30",
    },
    "veterans_radiologist": {
        "profession": "physician",
        "stage": "in_practice",
        "place": "us",
        "field": "diagnostic_radiology",
        "board": ["abr"],
        "federal_service": "va",
    },
    "uncertified_radiologist": {
        "profession": "physician",
        "stage": "in_practice",
        "place": "us",
        "field": "diagnostic_radiology",
        "board": ["none"],
    },
    "retired_member": {
        "stage": "fully_retired",
        "acr_history": "in_practice",
        "retirement_date": "2027-02-01",
        "retirement_notice": "2027-02-10",
        "dues_paid_year": "2027",
    },
    "lawyer": {"profession": "other"},
    "physician": {"profession": "physician"},
    "unsure_student": {
        "stage": "student",
        "profession": "medical_student",
        "enrolled": "unknown",
    },
}


@pytest.fixture(scope="session")
def parts(knowledge):
    return DecisionParts(knowledge, TODAY)


@pytest.fixture(scope="session")
def guided(knowledge, eligibility):
    return GuidedMessages(knowledge, eligibility, TODAY)


@pytest.fixture(scope="session")
def case(knowledge, eligibility):
    """What is decided for one of the people above, with their profile; some facts may be otherwise."""

    def case_(name, **facts):
        profile = check({**PROFILES[name], **facts}, knowledge.attributes)
        return eligibility.decide(profile, TODAY), profile

    return case_


@pytest.fixture(scope="session")
def rewritten(knowledge):
    """The same knowledge with another text of one document."""

    def rewritten_(name, text):
        documents = knowledge.guidance.documents
        changed = {**documents, name: replace(documents[name], text=text)}
        return replace(knowledge, guidance=replace(knowledge.guidance, documents=changed))

    return rewritten_


def lines(blocks):
    return to_text(blocks).splitlines()
