"""A database is brought to the newest shape, wherever it stands, and Rasa's table is left alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.records import migrate as module
from bot.records.database import open_engine
from bot.records.migrate import migrate


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
    assert version(url) == "0004"


def test_each_step_can_be_taken_back(tmp_path):
    url = f"sqlite:///{tmp_path / 'back.db'}"
    migrate(url)
    for number in ("0003", "0002", "0001"):
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
