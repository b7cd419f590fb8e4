"""How long a fault lasted is what people saw of it."""

from __future__ import annotations

from testkit.faults import recovery
from testkit.load_client import Tally


def test_it_ends_with_the_first_answer_after_the_last_failure():
    tally = Tally(failed_at=[9.0, 12.0, 14.0], finished_at=[8.0, 13.0, 14.0, 21.0, 22.0])
    assert recovery(tally, began=10.0) == 11.0


def test_what_nobody_saw_took_no_time():
    assert recovery(Tally(failed_at=[9.0], finished_at=[12.0]), began=10.0) == 0.0
