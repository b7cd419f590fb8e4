"""A decision is drawn once with its category, and with amounts where there are any."""

from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.profile import check
from bot.messages.guide_messages import GuidedMessages
from bot.web.decision_blocks import decision_blocks

TODAY = date(2026, 11, 23)
STUDENT = {
    "profession": "medical_student",
    "stage": "student",
    "enrolled": "yes",
    "place": "us",
    "school_place": "us",
}
RESIDENT = {
    "profession": "physician",
    "stage": "in_training",
    "place": "us",
    "field": "diagnostic_radiology",
    "program": "residency",
}


@pytest.fixture
def blocks_of(knowledge, eligibility):
    messages = GuidedMessages(knowledge, eligibility, TODAY)

    def blocks_of_(answers):
        profile = check(answers, knowledge.attributes)
        decision = eligibility.decide(profile, TODAY)
        return decision, messages, profile, decision_blocks(messages, decision, profile)

    return blocks_of_


def test_a_decision_begins_with_its_card(blocks_of):
    decision, _, _, blocks = blocks_of(STUDENT)
    assert decision.category == "medical_student"
    card = next(block for block in blocks if block["type"] == "card")
    assert "Medical student" in card["title"]


def test_the_amounts_follow_without_the_title_that_the_card_has(blocks_of):
    decision, messages, profile, blocks = blocks_of(RESIDENT)
    title, *amounts = messages.quote_blocks(decision, profile)
    assert amounts
    assert blocks[-len(amounts) :] == amounts
    assert title not in blocks


def test_a_decision_without_amounts_is_drawn_without_them(blocks_of):
    decision, messages, profile, blocks = blocks_of({"stage": "fully_retired"})
    assert not decision.dues.lines
    assert blocks == messages.decision_blocks(decision, profile)
