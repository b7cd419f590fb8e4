"""A database is brought to the newest shape, wherever it stands, and Rasa's table is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.errors import SetUpError
from bot.records import migrate as module
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.settings import ROOT


def tables(url):
    engine = open_engine(url)
    names = set(sa.inspect(engine).get_table_names())
    engine.dispose()
    return names


def version(url):
    engine = open_engine(url)
    with engine.connect() as connection:
        number = connection.exec_driver_sql("SELECT version_num FROM schema_version").scalar()
    engine.dispose()
    return number


def config(url):
    settings = Config()
    settings.set_main_option("script_location", str(module._MIGRATIONS))
    settings.set_main_option("sqlalchemy.url", url)
    return settings


def test_the_folder_of_a_new_database_is_made(tmp_path):
    url = f"sqlite:///{tmp_path / 'var' / 'deep' / 'records.db'}"
    migrate(url)
    assert {"sessions", "turns", "staff", "clusters"} <= tables(url)


def test_whoever_makes_the_database_it_is_for_its_owner_alone(tmp_path):
    url = f"sqlite:///{tmp_path / 'records.db'}"
    before = os.umask(0o022)
    try:
        migrate(url)
        engine = open_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE anything (id INTEGER)")
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("*.db*")}
        engine.dispose()
    finally:
        os.umask(before)
    # It only ever holds a lock.
    modes.pop("records.db.lock")
    assert set(modes) >= {"records.db", "records.db-wal"}
    assert set(modes.values()) == {0o600}


def test_a_percent_sign_in_the_address_is_a_sign_like_others(tmp_path):
    url = f"sqlite:///{tmp_path / 'a%20b.db'}"
    migrate(url)
    assert (tmp_path / "a%20b.db").is_file()


def test_an_older_database_is_brought_up_to_date_with_what_it_holds(tmp_path):
    url = f"sqlite:///{tmp_path / 'old.db'}"
    command.upgrade(config(url), "0002")
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO sessions (id, created_at, seen_at) VALUES ('s', '2026-01-01', '2026-01-01')"
        )
    migrate(url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, is_staff_test FROM sessions").all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [("s", 0)]
    assert version(url) == ScriptDirectory.from_config(config(url)).get_current_head()


def test_each_step_can_be_taken_back(tmp_path):
    url = f"sqlite:///{tmp_path / 'back.db'}"
    migrate(url)
    for number in ("0004", "0003", "0002", "0001"):
        command.downgrade(config(url), number)
        assert version(url) == number
    assert "staff" not in tables(url)


def test_the_events_of_rasa_are_left_alone(tmp_path):
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (id INTEGER, odd_column TEXT)")
    engine.dispose()
    migrate(url)
    assert "events" in tables(url)


def test_four_processes_may_start_on_a_new_file_at_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    program = f"from bot.records.migrate import migrate; migrate({url!r})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen([sys.executable, "-c", program], env=environment) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4


def test_the_version_before_goes_on_with_a_newer_database(tmp_path):
    url = f"sqlite:///{tmp_path / 'newer.db'}"
    migrate(url)
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE schema_version SET version_num = '9999'")
    engine.dispose()
    migrate(url)
    assert version(url) == "9999"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://assistant:hidden-word@127.0.0.1:1/records",
        "nosuch://assistant:hidden-word@host/records",
        "mysql://assistant:hidden-word@host/records",
        "sqlite:////proc/nowhere/records.db",
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_line_without_its_password(url):
    with pytest.raises(SetUpError, match=r"the database .+ cannot be used: .+") as caught:
        migrate(url)
    assert "hidden-word" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path):
    (tmp_path / "broken.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(SetUpError, match="file is not a database"):
        migrate(f"sqlite:///{tmp_path / 'broken.db'}")


NUMBERS = [path.name[:4] for path in sorted((module._MIGRATIONS / "versions").glob("0*.py"))]


def shape(url):
    """Return what each column of each table of ours needs: True where an insert must name it."""
    engine = open_engine(url)
    inspector = sa.inspect(engine)
    columns = {
        (table, column["name"]): not (
            column["nullable"] or column["default"] is not None or column["primary_key"]
        )
        for table in inspector.get_table_names()
        for column in inspector.get_columns(table)
    }
    engine.dispose()
    return columns


@pytest.mark.parametrize(("before", "after"), pairwise(NUMBERS))
def test_a_migration_only_adds_so_that_the_version_before_still_writes(tmp_path, before, after):
    url = f"sqlite:///{tmp_path / 'grows.db'}"
    command.upgrade(config(url), before)
    old = shape(url)
    command.upgrade(config(url), after)
    new = shape(url)

    assert old.keys() <= new.keys()
    old_tables = {table for table, _ in old}
    needs_more = [
        column
        for column, is_needed in new.items()
        if is_needed and column[0] in old_tables and not old.get(column)
    ]
    assert not needs_more
