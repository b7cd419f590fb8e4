"""Every dialogue of tests/conversations/dialogues.yml, held with the running assistant."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.settings import ROOT
from testkit.visitor import Visitor

DIALOGUES = YAML(typ="safe").load((ROOT / "tests/conversations/dialogues.yml").read_text("utf-8"))
KEYS = {
    "say",
    "press",
    "asks",
    "decides",
    "status",
    "answers",
    "dues",
    "staff",
    "kind",
    "says",
    "offers",
}

pytestmark = [pytest.mark.rasa, pytest.mark.served]


@pytest.mark.parametrize("name", DIALOGUES)
def test_dialogue(stack, name):
    visitor = Visitor.at(stack.address)
    messages: list[dict[str, Any]] = []
    for number, turn in enumerate(DIALOGUES[name], 1):
        assert set(turn) <= KEYS
        if "press" in turn:
            messages = visitor.press(messages, turn["press"])
        else:
            messages = visitor.say(turn["say"])
        replies = [(message["kind"], message["text"][:200]) for message in messages]
        for key, wanted in turn.items():
            if key not in {"say", "press"}:
                assert CHECKS[key](messages, wanted), (
                    f"turn {number}: {key}: {wanted!r} expected in {replies}"
                )


def decision(messages):
    return next((message["decision"] for message in messages if message.get("decision")), {})


def is_decided(messages, category):
    result = decision(messages)
    return result.get("status") == "decided" and result["category"] == category


CHECKS = {
    "asks": lambda messages, wanted: messages[-1].get("asks", {}).get("attribute") == wanted,
    "decides": is_decided,
    "status": lambda messages, wanted: decision(messages).get("status") == wanted,
    "answers": lambda messages, wanted: (
        wanted in [message.get("answer", {}).get("id") for message in messages]
    ),
    "dues": lambda messages, wanted: decision(messages)["dues"]["amount"] == wanted,
    "staff": lambda messages, wanted: decision(messages)["needs_staff"] == wanted,
    "kind": lambda messages, wanted: messages[-1]["kind"] == wanted,
    "says": lambda messages, wanted: any(wanted in message["text"] for message in messages),
    "offers": lambda messages, wanted: (
        wanted in [choice["value"] for choice in messages[-1].get("choices", [])]
    ),
}
