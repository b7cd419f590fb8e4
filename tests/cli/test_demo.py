"""Made-up conversations look like real ones, are the same each time, and can be removed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.cli.demo import VERSION, Demo, remove_all
from bot.records.analytics import conversation_query, metrics
from bot.records.analytics.conversation import MADE_UP
from bot.records.conversations.tables import callbacks, feedback, sessions, turns
from testkit.conversation_log import Log

UNTIL = datetime(2026, 11, 23, 12, 0)
TURNS = 600


@pytest.fixture(scope="module")
def demo():
    return lambda seed=1: Demo(UNTIL, seed)


@pytest.fixture
def connection(database, demo):
    with database.begin() as connection_:
        demo().fill(connection_, TURNS)
        yield connection_


def rows(connection, table):
    return connection.execute(sa.select(table)).mappings().all()


def test_as_many_turns_are_made_as_were_asked_for(connection):
    assert len(rows(connection, turns)) == TURNS
    assert {row["model_version"] for row in rows(connection, turns)} == {VERSION}


def test_every_row_is_marked_as_made_up(connection):
    for table in (turns, feedback, callbacks):
        assert all(row["session_id"].startswith(MADE_UP) for row in rows(connection, table))
    assert all(row["id"].startswith(MADE_UP) for row in rows(connection, sessions))


def test_they_lie_in_the_last_ninety_days(connection):
    times = [row["created_at"] for row in rows(connection, turns)]
    assert UNTIL - timedelta(days=91) < min(times)
    assert max(times) <= UNTIL


def test_every_kind_of_conversation_is_among_them(connection):
    talks = conversation_query.load(connection, UNTIL - timedelta(days=100), UNTIL)
    counts = metrics.report(talks).counts
    for name in ("answered", "unanswered", "contained", "callbacks", "eligibility_started"):
        assert counts[name] > 0, name
    assert Counter(row["helpful"] for row in rows(connection, feedback)).keys() == {True, False}


def test_the_same_seed_makes_the_same_conversations(database, demo):
    texts = []
    for seed in (1, 1, 2):
        with database.connect() as connection, connection.begin() as transaction:
            demo(seed).fill(connection, 50)
            texts.append([row["text"] for row in rows(connection, turns)])
            transaction.rollback()
    assert texts[0] == texts[1] != texts[2]


def test_all_of_it_can_be_removed_and_nothing_else(connection):
    connection.execute(sessions.insert().values(id="real", created_at=UNTIL, seen_at=UNTIL))
    made_up = len(rows(connection, sessions)) - 1
    assert remove_all(connection) == made_up
    assert [row["id"] for row in rows(connection, sessions)] == ["real"]
    for table in (turns, feedback, callbacks):
        assert rows(connection, table) == []


def test_made_up_conversations_can_be_told_and_taken_away(run, engine):
    assert "100 turns" in run("demo-data", "--turns", "100")
    with engine.connect() as connection:
        ids = connection.exec_driver_sql("SELECT DISTINCT session_id FROM turns").scalars().all()
        assert all(id_.startswith("demo-") for id_ in ids)
        assert connection.exec_driver_sql("SELECT count(*) FROM turns").scalar() == 100
    with engine.connect() as connection:
        talks = conversation_query.load(connection, datetime(2000, 1, 1), datetime(2100, 1, 1))
    assert {talk.session_id.startswith(MADE_UP) for talk in talks} == {True}
    run("demo-data", "--remove")
    with engine.connect() as connection:
        for table in ("sessions", "turns", "feedback", "callbacks", "searchable"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_nothing_is_made_up_where_visitors_come(run, engine):
    Log(engine).talk("a", (0, "answer"))
    assert "real conversations" in run("demo-data", "--turns", "10")
    assert "10 turns" in run("demo-data", "--turns", "10", "--force")
