"""What was looked up for callers is counted by itself, and touches no visitor's conversation."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.records.conversations import calls
from bot.records.conversations.calls import CallCounts, Calls
from bot.records.conversations.store import Turn
from bot.records.conversations.tables import turns
from testkit.conversation_log import START

DAY = timedelta(days=1)


@pytest.fixture
def phone(database):
    return Calls(database)


def lookup(id_, call, kind="answer", at=START):
    return Turn(id_, call, id_, at, "dues", False, kind, None, None, [], 0, [])


def counts(database, since=START, until=START + DAY):
    with database.connect() as connection:
        return calls.count(connection, since, until)


def test_lookups_are_counted_by_call_outcome_and_whether_they_helped(phone, database):
    phone.save(lookup("t1", "call-1"))
    phone.save(lookup("t2", "call-1", "fallback"))
    phone.save(lookup("t3", "call-2"))
    assert phone.rate("call-1", "t1", START, helped=True)
    assert phone.rate("call-2", "t3", START, helped=False)
    assert counts(database) == CallCounts(2, 3, 1, 1, 1)


def test_only_the_days_asked_for_are_counted(phone, database):
    phone.save(lookup("t1", "call-1", at=START - DAY))
    assert counts(database) == CallCounts(0, 0, 0, 0, 0)


def test_visitors_are_no_calls_and_their_conversations_are_left_alone(phone, database, log):
    log.talk("visitor", (0, "answer", {"id": "t-visitor"}))
    phone.save(lookup("t1", "visitor"))
    assert not phone.rate("visitor", "t-visitor", START, helped=False)
    assert not phone.rate("nobody", "t-visitor", START, helped=False)
    assert counts(database) == CallCounts(0, 0, 0, 0, 0)
    with database.connect() as connection:
        assert connection.execute(sa.select(turns.c.id)).scalars().all() == ["t-visitor"]


def test_a_second_rating_replaces_the_first(phone, database):
    phone.save(lookup("t1", "call-1"))
    phone.rate("call-1", "t1", START, helped=False)
    phone.rate("call-1", "t1", START, helped=True)
    assert counts(database) == CallCounts(1, 1, 0, 1, 0)
