"""Every event that dues put on a day has its text."""

from __future__ import annotations

from bot.knowledge.timeline import parse_timeline
from tests.knowledge.conftest import entry, refusal


def test_every_event_has_a_text(knowledge):
    assert knowledge.timeline["address_check"].is_task
    assert refusal(parse_timeline, entry("{}"), knowledge.sources) == ("training_ends", "missing")
    assert refusal(parse_timeline, entry("{party: {}}"), knowledge.sources)[0] == "party"
