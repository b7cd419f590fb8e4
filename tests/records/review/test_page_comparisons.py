"""The last comparison of a page replaces the one before it."""

from __future__ import annotations

from dataclasses import replace

from bot.records.review import page_comparisons
from bot.records.review.page_comparisons import PageComparison
from testkit.clock import NOON

FIRST = PageComparison("join", "0" * 64, (("membership/cme", "words"),), "edna", NOON)


def test_each_page_has_its_last_comparison(database):
    later = replace(FIRST, sha256="1" * 64, gone=(), by="eric")
    other = replace(FIRST, page="hub")
    with database.begin() as connection:
        for comparison in (FIRST, other, later):
            page_comparisons.save(connection, comparison)
        assert page_comparisons.load(connection) == {"join": later, "hub": other}
