"""Which answers were rated No, how often, and since when."""

from __future__ import annotations

from datetime import timedelta

from bot.records.analytics import bad_ratings
from testkit.conversation_log import START


def test_each_turn_counts_once_and_staff_and_earlier_ones_do_not(log, database):
    no, yes = {"label": "faq/a", "helpful": False}, {"label": "faq/a", "helpful": True}
    log.talk("a", (0, "answer", no), (1, "answer", no), (2, "answer", yes))
    log.talk("b", (0, "answer", {"label": "faq/b", "helpful": False}))
    log.talk("staff", (0, "answer", no), staff=True)
    log.talk("old", (0, "answer", no), start=START - timedelta(days=8))
    with database.connect() as connection:
        counts = bad_ratings.count(connection, START - timedelta(days=7))
    assert list(counts.items()) == [("faq/a", 2), ("faq/b", 1)]
