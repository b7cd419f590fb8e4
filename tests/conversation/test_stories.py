"""Told as a story and then asked, people get the decision that their facts lead to, in few questions."""

from __future__ import annotations

import pytest

from bot.settings import ROOT
from testkit.stories import outcome, read_stories

STORIES = read_stories(ROOT / "tests/nlu/facts/stories.jsonl")


@pytest.fixture(scope="module")
def outcomes(knowledge, reader, eligibility):
    return [outcome(story, knowledge, reader, eligibility) for story in STORIES]


def test_nine_of_ten_stories_lead_to_the_decision_of_their_facts(outcomes):
    assert sum(same for same, _ in outcomes) / len(outcomes) >= 0.93


def test_a_story_leaves_few_questions(outcomes):
    assert sum(questions for _, questions in outcomes) / len(outcomes) <= 1.5
