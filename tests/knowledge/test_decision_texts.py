"""What is said where no rule decides: whole, and with its placeholder."""

from __future__ import annotations

import pytest

from bot.knowledge.decision_texts import parse_decision_texts
from tests.knowledge.conftest import entry, refusal

TEXTS = """
not_described: {text: Not described., page: join, heading: Who can join ACR?, staff: [G00]}
need_more: 'Not known yet: {missing}.'
outcomes: {refer: Refer to staff}
facts: {board_four: certified}
"""


def parsed(knowledge, text):
    gaps = knowledge.rules.gaps
    return parse_decision_texts(entry(text), knowledge.sources, gaps, ["refer"], ["board_four"])


def test_the_texts_are_read(knowledge):
    texts = parsed(knowledge, TEXTS)
    assert (texts.not_described, texts.staff) == ("Not described.", ("G00",))
    assert (texts.outcomes["refer"], texts.facts["board_four"]) == ("Refer to staff", "certified")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("{missing}", "it", "need_more"),
        ("{missing}", "{missing} {place}", "need_more"),
        ("[G00]", "[G99]", "not_described.staff[0]"),
        ("refer: Refer to staff", "", "outcomes.refer"),
        ("board_four: certified", "board_five: x, board_four: x", "facts.board_five"),
        ("page: join", "page: x", "not_described.page"),
        ("need_more:", "need_less:", "need_less"),
    ],
)
def test_a_text_that_is_off_is_refused(knowledge, old, new, key):
    assert refusal(parsed, knowledge, TEXTS.replace(old, new))[0] == key
