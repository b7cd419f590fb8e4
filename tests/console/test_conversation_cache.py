"""What is kept of a count is thrown away as soon as the count could differ, and not before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.console.conversation_cache import ConversationCache
from bot.records.analytics import conversation_query
from bot.records.conversations.tables import callbacks, sessions
from testkit.clock import NOON as NOW

SINCE, UNTIL = datetime(2026, 11, 17), datetime(2026, 11, 24)
BEFORE = NOW - timedelta(days=3)


@pytest.fixture
def count(engine, monkeypatch):
    """Return a function that counts, and which spans were counted anew for it."""
    cache, anew = ConversationCache(), []
    load = conversation_query.load

    def noted(connection, since, until, *more):
        anew.append(since.date().isoformat())
        return load(connection, since, until, *more)

    monkeypatch.setattr(conversation_query, "load", noted)

    def count_():
        anew.clear()
        with engine.connect() as connection:
            conversations = cache.load(connection, SINCE, UNTIL)
        return [talk.session_id for talk in conversations], list(anew)

    return count_


def test_nothing_is_counted_twice_while_nothing_changes(log, count):
    log.talk("old", (0, "answer"), start=BEFORE)
    log.talk("new", (0, "answer"), start=NOW)
    assert count() == (["old", "new"], ["2026-11-17", "2026-11-23"])
    assert count() == (["old", "new"], [])


def test_while_visitors_talk_only_their_day_is_counted_again(log, count):
    log.talk("old", (0, "answer"), start=BEFORE)
    count()
    log.talk("new", (0, "answer"), start=NOW)
    assert count() == (["old", "new"], ["2026-11-23"])


@pytest.mark.parametrize(
    "change",
    [
        sessions.update().where(sessions.c.id == "old").values(is_staff_test=True),
        sessions.update().where(sessions.c.id == "old").values(contact_clicked_at=BEFORE),
        callbacks.delete(),
        sessions.delete().where(sessions.c.id == "old"),
    ],
)
def test_a_change_to_the_past_is_seen(log, count, engine, change):
    log.talk("old", (0, "answer"), start=BEFORE, callback=1)
    count()
    with engine.begin() as connection:
        connection.execute(change)
    assert "2026-11-17" in count()[1]
