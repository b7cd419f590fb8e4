"""The short form of `make faults`: something is killed while people talk, and nothing is lost by it."""

from __future__ import annotations

import pytest

from bench.faults import inflict

pytestmark = [pytest.mark.services, pytest.mark.rasa, pytest.mark.served]


@pytest.mark.parametrize("fault", ["gateway", "rasa"])
def test_nothing_that_was_accepted_is_lost_or_doubled(scaled, fault):
    seen = inflict(scaled, fault, seconds=8, people=4)

    assert len(seen.tally.seconds) > 10
    assert (seen.lost, seen.doubled) == (0, 0)
    assert (seen.tally.empty, seen.tally.wrong, seen.tally.mixed_up) == (0, 0, 0)
    assert seen.tally.references
