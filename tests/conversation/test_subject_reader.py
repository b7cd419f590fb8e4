"""A message is about whoever writes unless it names somebody else to be asked for."""

from __future__ import annotations

import pytest

from bot.conversation.state import SPEAKER, State

RESIDENT = State(
    told={"stage": "in_training", "profession": "physician", "program": "residency", "place": "us"}
)


def test_facts_are_those_of_the_person_spoken_of(read):
    acts = read("my wife is a radiology fellow in Toronto", RESIDENT)
    assert acts.person == "wife"
    assert acts.facts["place"] == "canada"


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            (
                "IMG here, class of 2022, ECFMG certified. My best friend is a med student in Ireland. "
                "Hoping to match into a radiology residency in the US. Am I eligible?"
            ),
            "between_school_and_training",
        ),
        (
            (
                "I'm doing my residency in radiology in Chattanooga. My sister is a nurse in Denver. "
                "Where do I fit in?"
            ),
            "in_training",
        ),
        (
            (
                "Currently doing a fellowship in IR in Asheville. My husband works for the VA. "
                "What are my options?"
            ),
            "in_training",
        ),
    ],
)
def test_somebody_who_is_only_mentioned_is_not_asked_for(read, text, stage):
    acts = read(text)

    assert acts.person == SPEAKER
    assert acts.facts["stage"] == stage
    assert "federal_service" not in acts.facts


def test_an_office_manager_is_not_the_one_who_joins(talk):
    talk.ask(
        "I'm the office manager of a radiology group in Boise, we pay dues for 9 doctors. "
        "when do the invoices come due",
        "membership_membership_year",
    )
    assert talk.state.facts_of("doctors")["profession"] == "physician"
    assert "profession" not in talk.state.facts_of(SPEAKER)


def test_a_caller_of_whom_was_spoken_is_the_one_who_is_told_of(talk):
    talk.say("DR attending in Ohio, no US board, residency in India", "tell")
    talk.say("caller says 12 years in practice", "tell")
    assert talk.state.person == SPEAKER
