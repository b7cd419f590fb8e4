"""Every dialogue of tests/conversations/dialogues.yml, held with the running assistant."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.settings import ROOT
from tests.served.conftest import Visitor

DIALOGUES = YAML(typ="safe").load((ROOT / "tests/conversations/dialogues.yml").read_text("utf-8"))
KNOWN = {
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
    visitor = Visitor(stack.address)
    messages: list[dict[str, Any]] = []
    for number, turn in enumerate(DIALOGUES[name], 1):
        assert set(turn) <= KNOWN
        if "press" in turn:
            messages = visitor.press(messages, turn["press"])
        else:
            messages = visitor.say(turn["say"])
        said = f"turn {number}: {[(one['kind'], one['text'][:200]) for one in messages]}"
        for key, wanted in turn.items():
            if key not in {"say", "press"}:
                assert CHECKS[key](messages, wanted), f"{key}: {wanted!r} expected in {said}"


def decision(messages):
    return next((one["decision"] for one in messages if one.get("decision")), {})


def is_decided(messages, category):
    found = decision(messages)
    return found.get("status") == "decided" and found["category"] == category


CHECKS = {
    "asks": lambda messages, wanted: messages[-1].get("asks", {}).get("attribute") == wanted,
    "decides": is_decided,
    "status": lambda messages, wanted: decision(messages).get("status") == wanted,
    "answers": lambda messages, wanted: (
        wanted in [one.get("answer", {}).get("id") for one in messages]
    ),
    "dues": lambda messages, wanted: decision(messages)["dues"]["amount"] == wanted,
    "staff": lambda messages, wanted: decision(messages)["needs_staff"] == wanted,
    "kind": lambda messages, wanted: messages[-1]["kind"] == wanted,
    "says": lambda messages, wanted: any(wanted in one["text"] for one in messages),
    "offers": lambda messages, wanted: (
        wanted in [one["value"] for one in messages[-1].get("choices", [])]
    ),
}
