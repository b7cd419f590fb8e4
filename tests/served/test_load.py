"""The short form of `make load`: people talk at once, and each sees their own conversation."""

from __future__ import annotations

import asyncio

import pytest

from testkit.load_client import crowd

pytestmark = [pytest.mark.rasa, pytest.mark.served]


def test_people_at_once_are_answered_and_not_mixed_up(stack):
    tally = asyncio.run(crowd(stack.address, 4, 6, guided=True))

    assert tally.sessions >= 4
    assert len(tally.seconds) >= 8
    assert (tally.empty, tally.wrong, tally.mixed_up, tally.lost, tally.doubled) == (0, 0, 0, 0, 0)
    assert set(tally.statuses) == {"200"}
