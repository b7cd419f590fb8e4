"""The README shows what was measured, not what somebody remembers."""

from __future__ import annotations

from bench.compare import README, RESULTS
from bench.results import headline


def test_the_readmes_table_is_that_of_the_results():
    assert headline(README.read_text()) == headline(RESULTS.read_text())
