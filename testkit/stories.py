"""Stories that people tell about themselves: what is read in them, and where they lead."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.conversation.guide import Guide
from bot.conversation.user_turn import UserTurn
from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import check
from bot.knowledge.loader import Knowledge
from bot.nlu.facts.reader import ProfileReader

MOST_TURNS = 15
Story = dict[str, Any]


def read_stories(path: Path) -> list[Story]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def outcome(
    story: Story, knowledge: Knowledge, reader: ProfileReader, eligibility: Eligibility
) -> tuple[bool, int]:
    """Tell a story to the guide, answer what it asks, and compare.

    Return whether the decision is that of the facts, and how many questions it took.
    """
    today = date.fromisoformat(story["as_of"])
    facts = {**story["profile"], **story["stated"]}
    expected = eligibility.decide(check(facts, knowledge.attributes), today)
    guide = Guide(knowledge, reader, None, today)
    state, messages = guide.hear(None, UserTurn(story["story"], "find_category", "find_category"))
    questions = 0
    while messages[-1]["kind"] == "question" and questions < MOST_TURNS:
        questions += 1
        attribute = messages[-1]["asks"]["attribute"]
        value = first(facts.get(attribute, "unknown"))
        turn = UserTurn("/tell", "tell", "tell", entities={"told": f"{attribute}={value}"})
        state, messages = guide.hear(state, turn)
    decision = messages[-1].get("decision", {})
    result = decision.get("status"), decision.get("category")
    return result == (expected.status.value, expected.category), questions


def compare(profile: Mapping[str, Any], story: Story) -> tuple[dict[str, Any], set[str]]:
    """Return what of a profile contradicts the story, and which stated facts it holds."""
    facts = {**story["profile"], **story.get("full", {})}
    wrong = {
        name: value
        for name, value in profile.items()
        if name in facts and _plain(value) != _plain(facts[name])
    }
    right = {
        name
        for name, value in story["profile"].items()
        if name in profile and _plain(profile[name]) == _plain(value)
    }
    return wrong, right


def first(value: Any) -> Any:
    """Return what somebody would answer first where several values are true."""
    return value[0] if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, (list, tuple)) else str(value)
