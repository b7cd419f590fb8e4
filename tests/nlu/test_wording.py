"""What a message is understood by, and what stays as it was typed."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.wording import WORDING, wording_of


@pytest.mark.parametrize(
    ("values", "wording"),
    [
        ({"text": "membreship", WORDING: "membership"}, "membership"),
        ({"text": "membership"}, "membership"),
        ({}, ""),
    ],
)
def test_a_message_is_understood_by_its_wording_if_it_has_one(values, wording):
    assert wording_of(Message(values)) == wording
