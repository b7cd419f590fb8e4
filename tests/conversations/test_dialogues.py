"""Dialogues by people who had not seen the assistant: how many replies are as they expect.

A floor is raised when more hold, and never lowered for a change that reads well elsewhere.
"""

from __future__ import annotations

import pytest

from bot.settings import ROOT
from testkit.dialogues import hold_all, read_dialogues

pytestmark = pytest.mark.rasa

FLOORS = {
    "members.jsonl": 156,
    "students.jsonl": 152,
    "difficult.jsonl": 140,
    "categories.jsonl": 405,
    "smalltalk.jsonl": 57,
    "hostile.jsonl": 77,
    "short.jsonl": 70,
    "follow_ups.jsonl": 22,
    "second_persons.jsonl": 165,
}


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_as_many_replies_as_before_are_as_expected(assistant, name, floor):
    score = hold_all(read_dialogues(ROOT / "tests/conversations" / name), assistant.begin)
    faults = "\n".join(map(str, score.faults))
    assert score.held.total() >= floor, faults


def test_every_file_of_dialogues_has_its_floor():
    files = {path.name for path in (ROOT / "tests/conversations").glob("*.jsonl")}
    assert files == set(FLOORS)
