"""What is backed up comes back: conversations, ratings, call-backs, saved answers, the audit."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import datetime

import pytest
import sqlalchemy as sa

from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.store import Store, Turn
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff import audit
from testkit.services import Postgres

NOW = datetime(2026, 11, 23, 12, 0)


def turn(number):
    return Turn(
        *(
            f"turn{number}",
            "session",
            f"m{number}",
            NOW,
            f"question {number} é 🩻",
            False,
            "answer",
        ),
        *("faq/x", 0.9, [["faq/x", 0.9]], 12, [{"kind": "answer", "text": "…", "blocks": []}]),
    )


def fill(url):
    """Save one of everything; return the code of the saved answers."""
    migrate(url)
    engine = open_engine(url)
    store = Store(engine)
    store.start_session("session", NOW, turn(0))
    for number in range(1, 20):
        store.save_turn(turn(number))
    store.save_feedback(
        {"session_id": "session", "turn_id": "turn1", "message_id": "turn1.0", "helpful": True}
        | {"created_at": NOW, "reason": None, "comment": None}
    )
    store.save_callback(
        {"session_id": "session", "name": "Ann", "email": "a@example.org", "phone": None}
        | {"question": "?", "created_at": NOW}
    )
    with engine.begin() as connection:
        audit.append(connection, NOW, "ann", "phrase taught", "faq/x")
    code = SavedAnswers(engine, 9_000).keep("category", {"place": "canada"}, "general")
    engine.dispose()
    return code


def content(url):
    """Every row of every table."""
    engine = open_engine(url)
    metadata = sa.MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        rows = {
            name: sorted(map(repr, connection.execute(sa.select(table)).all()))
            for name, table in metadata.tables.items()
        }
    engine.dispose()
    return rows


def test_sqlite_comes_back_from_a_copy_that_was_taken_while_it_was_written_to(tmp_path):
    url = f"sqlite:///{tmp_path / 'live.db'}"
    code = fill(url)
    live = open_engine(url)
    with live.begin() as writing:
        writing.execute(sa.text("UPDATE sessions SET seen_at = seen_at"))
        with (
            sqlite3.connect(tmp_path / "live.db") as source,
            sqlite3.connect(tmp_path / "copy.db") as copy,
        ):
            source.backup(copy)
    live.dispose()

    restored = f"sqlite:///{tmp_path / 'copy.db'}"
    migrate(restored)

    assert content(restored) == content(url)
    assert SavedAnswers(open_engine(restored), 9_000).find(code).told == {"place": "canada"}
    assert len(Store(open_engine(restored)).history("session")) == 20
    assert list(audit.verify(open_engine(restored))) == []


@pytest.mark.services
def test_processes_that_start_at_once_migrate_once(tmp_path):
    postgres = Postgres(tmp_path / "postgres")
    postgres.start()
    try:
        command = [
            sys.executable,
            "-c",
            f"from bot.records.migrate import migrate; migrate({postgres.url!r})",
        ]
        starting = [subprocess.Popen(command) for _ in range(4)]

        assert [process.wait(60) for process in starting] == [0, 0, 0, 0]
        assert "turns" in content(postgres.url)
    finally:
        postgres.stop()
        postgres.remove()


@pytest.mark.services
def test_postgresql_comes_back_from_a_dump(tmp_path):
    postgres = Postgres(tmp_path / "postgres")
    postgres.start()
    try:
        code = fill(postgres.url)
        before = content(postgres.url)
        dump = tmp_path / "assistant.dump"
        run(postgres, "pg_dump", "--format=custom", f"--file={dump}", postgres.url)
        with open_engine(postgres.url).begin() as connection:
            connection.execute(sa.text("DELETE FROM turns"))
            connection.execute(sa.text("DROP TABLE applications"))
        run(
            postgres,
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            f"--dbname={postgres.url}",
            dump,
        )

        assert content(postgres.url) == before
        assert SavedAnswers(open_engine(postgres.url), 9_000).find(code).category == "general"
        assert list(audit.verify(open_engine(postgres.url))) == []
    finally:
        postgres.stop()
        postgres.remove()


def run(postgres, program, *arguments):
    subprocess.run([postgres.bin / program, *arguments], check=True)
