"""The short form of `make faults`: something is killed while people talk, and nothing is lost by it."""

from __future__ import annotations

import pytest

from testkit.faults import FAULTS, inflict

pytestmark = [pytest.mark.services, pytest.mark.rasa, pytest.mark.served]


@pytest.mark.parametrize("fault", ["gateway", "rasa"])
def test_nothing_that_was_accepted_is_lost_or_doubled(scaled, fault):
    damage = inflict(scaled, *FAULTS[fault], seconds=8, people=4)

    assert len(damage.tally.seconds) > 10
    assert (damage.lost, damage.doubled) == (0, 0)
    assert (damage.tally.empty, damage.tally.wrong, damage.tally.mixed_up) == (0, 0, 0)
    assert damage.tally.references
