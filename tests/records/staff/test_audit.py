"""The audit only grows, and shows when somebody made it otherwise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
import sqlalchemy as sa

from bot.records.staff import audit

NOW = datetime(2026, 11, 23, 12, 0)


@pytest.fixture
def written(database):
    with database.begin() as connection:
        for number in range(5):
            audit.append(connection, NOW, "maria", "did", f"thing {number}", {"n": number})
    return database


def tamper(engine, statement):
    """Do what only somebody with the database's own tools can do."""
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql(statement)


def test_a_chain_that_nobody_touched_is_whole(written):
    assert list(audit.verify(written)) == []


def test_an_empty_chain_is_whole(database):
    assert list(audit.verify(database)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'somebody else' WHERE number = 3",
        "UPDATE audit SET details = '{}' WHERE number = 3",
        "UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE number = 3",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit WHERE number = 1",
        "DELETE FROM audit WHERE number = 5",
        "INSERT INTO audit SELECT 6, at, who, what, about, details, hash FROM audit WHERE number = 5",
        "UPDATE audit SET hash = 'f' WHERE number = 5",
    ],
)
def test_a_change_from_outside_is_found(written, statement):
    tamper(written, statement)
    assert list(audit.verify(written))


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_past(written, statement):
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), written.begin() as connection:
        connection.exec_driver_sql(statement)


def test_an_entry_is_gone_when_what_it_tells_of_did_not_happen(written):
    with written.connect() as connection, connection.begin() as transaction:
        audit.append(connection, NOW, "maria", "did", "what failed")
        transaction.rollback()
    assert [entry.about for entry in audit.entries(written, most=1)] == ["thing 4"]
    assert list(audit.verify(written)) == []


def test_writers_at_the_same_time_do_not_fork_the_chain(database):
    def write(number):
        with database.begin() as connection:
            audit.append(connection, NOW, "maria", "did", str(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert list(audit.verify(database)) == []
    assert len(audit.entries(database)) == 40


def test_entries_are_found_by_who_and_what(written):
    assert len(audit.entries(written, who="maria", what="did")) == 5
    assert audit.entries(written, who="nobody") == []
    assert [entry.number for entry in audit.entries(written, before=3)] == [2, 1]
