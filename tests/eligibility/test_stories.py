"""People, coded, and what the pages lead to for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.eligibility.conftest import TODAY

STORIES = YAML(typ="safe").load(Path(__file__).with_name("stories.yml"))


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story_ends_as_the_pages_say(decide, story):
    decision = decide(story["told"], story.get("on", TODAY))
    outcome = {
        "status": decision.status.value,
        "is": decision.category,
        "alt": sorted(decision.alternatives),
        "staff": decision.needs_staff,
        "dues": None if decision.dues.amount is None else str(decision.dues.amount),
        "docs": list(decision.documents),
        "refund": decision.refund,
        "missing": list(decision.missing),
    }
    decided = "is" in story
    expected = {
        "status": story.get("status", "decided"),
        "is": story.get("is", "none_contact_staff"),
        "alt": sorted(story.get("alt", [])) if decided or "alt" in story else outcome["alt"],
        "staff": story.get("staff", not decided),
        "dues": story.get("dues"),
        "docs": story.get("docs", []),
        "refund": story.get("refund"),
        "missing": story.get("missing", []),
    }
    assert outcome == expected


def test_a_result_without_a_category_is_tagged(decide):
    assert decide({"profession": "other"}).because[0].text.startswith("NOFIT: ")
    assert decide({"profession": "medical_student"}).because[0].text.startswith("NEI: ")
    refused = decide({"stage": "fully_retired", "acr_history": "never", "profession": "physician"})
    assert refused.because[0].text.startswith("REFER: ")


def test_what_was_not_asked_is_named_as_a_condition(decide):
    profile = {"profession": "medical_student", "place": "us", "enrolled": "yes"}
    assert "your medical school is accredited" in decide(profile).provided
    assert decide({**profile, "school_accredited": "yes", "good_standing": "yes"}).provided == ()
