"""Stories that people tell about themselves: what is read in them, and where they lead."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.guide import Guide
from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import check
from bot.knowledge.loader import Knowledge
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.facts.reader import ProfileReader
from testkit.talk import MemoryKeeper, Talk

MOST_TURNS = 15
Story = dict[str, Any]


def read_stories(path: Path) -> list[Story]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def outcome(
    story: Story, knowledge: Knowledge, reader: ProfileReader, eligibility: Eligibility
) -> tuple[bool, int]:
    """Tell a story, answer what is asked, and compare.

    Return whether the decision is that of the facts, and how many questions it took.
    """
    today = date.fromisoformat(story["as_of"])
    facts = {**story["profile"], **story["stated"]}
    expected = expected_decision(facts, knowledge, reader, eligibility, today)
    talk = Talk(Conversation(knowledge, reader, MemoryKeeper(), today))
    message = talk.say(story["story"], "find_category")
    questions = 0
    while "decision" not in message and questions < MOST_TURNS:
        questions += 1
        if "asks" in message:
            attribute = message["asks"]["attribute"]
            message = talk.tell(f"{attribute}={first(facts.get(attribute, 'unknown'))}")
        else:
            # A question of the story was answered; what was told of the person is remembered.
            message = talk.say("which membership fits me?", "find_category")
    decision = message.get("decision", {})
    result = decision.get("status"), decision.get("category")
    return result == (expected.status.value, expected.category), questions


def expected_decision(
    facts: Mapping[str, Any],
    knowledge: Knowledge,
    reader: ProfileReader,
    eligibility: Eligibility,
    today: date,
) -> Decision:
    """Return the decision on facts; where they leave it open, with what a conversation takes for granted."""
    plain = eligibility.decide(check(facts, knowledge.attributes), today)
    if plain.status is not Status.NEED_MORE:
        return plain
    guided = GuidedMessages(knowledge, eligibility, today)
    return (
        Guide(knowledge, eligibility, reader, guided, today).decisions.decision_on(facts) or plain
    )


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
