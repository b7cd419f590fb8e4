"""Each part of a message that asks is read by itself."""

from __future__ import annotations

import pytest

from bot.nlu.follow_ups.classifier import default_classifier
from bot.nlu.follow_ups.parts import parts_of


def asked(text):
    return [(part, aspects[0][0]) for part, aspects in parts_of(text, default_classifier())]


def test_what_is_asked_behind_what_is_told_is_read_alone():
    text = "starting at Emory in july, whats the damage and who has to vouch for me"
    assert asked(text) == [("whats the damage", "price"), ("who has to vouch for me", "sponsor")]


@pytest.mark.parametrize("text", ["whats the damage for me", "starting at Emory in july", ""])
def test_one_question_or_none_has_no_parts(text):
    assert asked(text) == []
