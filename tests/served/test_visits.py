"""A dialogue gets the same over HTTP as in this process, so what is measured here holds there."""

from __future__ import annotations

from functools import partial

import pytest

from bot.settings import ROOT
from testkit.dialogues import hold_all, read_dialogues

pytestmark = [pytest.mark.rasa, pytest.mark.served]


@pytest.mark.parametrize("name", ["follow_ups.jsonl", "difficult.jsonl"])
def test_the_same_replies_are_as_expected_over_http(stack, assistant, name):
    from testkit.visits import HttpVisit

    dialogues = read_dialogues(ROOT / "tests/conversations" / name)[:15]
    in_process = hold_all(dialogues, assistant.begin)
    over_http = hold_all(dialogues, partial(HttpVisit, stack.address))
    assert list(map(str, over_http.faults)) == list(map(str, in_process.faults))
