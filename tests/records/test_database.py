"""SQLite is opened so that readers do not wait and references are held; a server is checked."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from bot.records.clock import utc_now
from bot.records.conversations.tables import sessions, turns
from bot.records.database import empty_log, open_engine


def pragma(engine, name):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 1),
        ("busy_timeout", 3000),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("journal_size_limit", 32 << 20),
    ],
)
def test_every_connection_to_sqlite_is_prepared(database, name, value):
    assert pragma(database, name) == value


def test_a_turn_without_its_session_is_refused(database):
    values = {"id": "t", "session_id": "nobody", "client_id": "m", "is_choice": False}
    statement = turns.insert().values(**values, outcome="answer", created_at=utc_now())
    with pytest.raises(sa.exc.IntegrityError), database.begin() as connection:
        connection.execute(statement)


def test_a_reader_does_not_wait_for_the_writer(database, log):
    log.talk("before", (0, "answer"))
    query = sa.select(sa.func.count()).select_from(sessions)
    counts = []

    def read():
        with database.connect() as reader:
            counts.append(reader.execute(query).scalar())

    with database.begin() as writer:
        writer.execute(sessions.delete())
        thread = threading.Thread(target=read)
        thread.start()
        thread.join(4)
    assert counts == [1]


def test_the_log_is_not_emptied_while_somebody_reads_and_is_when_they_have(database, log):
    log.talk("before", (0, "answer"))
    with database.connect() as reader:
        reader.exec_driver_sql("BEGIN")
        reader.execute(sa.select(sessions)).all()
        log.talk("since", (0, "answer"))
        assert not empty_log(database)
    assert empty_log(database)
    assert pragma(database, "busy_timeout") == 3000


def test_a_server_that_is_away_is_noticed_within_seconds(monkeypatch):
    options = {}
    monkeypatch.setattr(sa, "create_engine", lambda _, **named: options.update(named))
    open_engine("postgresql://nobody@127.0.0.1:1/none")
    assert options["pool_pre_ping"]
    assert options["connect_args"] == {"connect_timeout": 3}


def test_a_server_that_is_not_there_is_an_error_of_the_database():
    with pytest.raises(sa.exc.OperationalError):
        open_engine("postgresql://nobody@127.0.0.1:1/none").connect()


def test_the_time_is_utc_without_a_zone():
    now = utc_now()
    assert now.tzinfo is None
    assert abs(datetime.now(timezone.utc).replace(tzinfo=None) - now) < timedelta(minutes=1)


def test_an_error_of_the_database_does_not_say_what_somebody_wrote(database):
    statement = turns.insert().values(id="t", session_id="nobody", text="I am Ann Example")
    with pytest.raises(sa.exc.IntegrityError) as caught, database.begin() as connection:
        connection.execute(statement)
    assert "Ann" not in str(caught.value)
