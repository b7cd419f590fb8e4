"""Told as a story and then asked, people get the decision that their facts lead to, in few questions."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.conversation.guide import Guide
from bot.conversation.user_turn import UserTurn
from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import check
from bot.nlu.facts.reader import ProfileReader
from bot.settings import ROOT

STORIES = [
    json.loads(line)
    for line in (ROOT / "tests/nlu/facts/stories.jsonl").read_text("utf-8").splitlines()
]
MOST_TURNS = 15


@pytest.fixture(scope="module")
def outcomes(knowledge):
    reader = ProfileReader(knowledge.vocabulary)
    eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
    return [outcome(story, knowledge, reader, eligibility) for story in STORIES]


def outcome(story, knowledge, reader, eligibility):
    """Return (the decision is the one of the facts, number of questions)."""
    today = date.fromisoformat(story["as_of"])
    facts = {**story["profile"], **story["stated"]}
    wanted = eligibility.decide(check(facts, knowledge.attributes), today)
    guide = Guide(knowledge, reader, None, today)
    state, messages = guide.hear(None, UserTurn(story["story"], "find_category", "find_category"))
    questions = 0
    while messages[-1]["kind"] == "question" and questions < MOST_TURNS:
        questions += 1
        asked = messages[-1]["asks"]["attribute"]
        value = facts.get(asked, "unknown")
        told = f"{asked}={value[0] if isinstance(value, list) else value}"
        state, messages = guide.hear(
            state, UserTurn("/tell", "tell", "tell", entities={"told": told})
        )
    decision = messages[-1].get("decision", {})
    same = (decision.get("status"), decision.get("category")) == (
        wanted.status.value,
        wanted.category,
    )
    return same, questions


def test_nine_of_ten_stories_lead_to_the_decision_of_their_facts(outcomes):
    assert sum(same for same, _ in outcomes) / len(outcomes) >= 0.93


def test_a_story_leaves_few_questions(outcomes):
    assert sum(questions for _, questions in outcomes) / len(outcomes) <= 1.5
