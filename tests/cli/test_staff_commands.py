"""The commands for the staff door, run as a person would type them."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial

import pytest
from argon2 import PasswordHasher

from bot.records.analytics import conversation_query
from bot.records.analytics.conversation import MADE_UP
from bot.records.database import open_engine
from bot.records.migrate import migrate
from testkit import command
from testkit.conversation_log import Log

NOW = datetime(2026, 11, 23)

PASSWORD = "a long enough password"


@pytest.fixture
def run(tmp_path, monkeypatch):
    quick = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("bot.records.staff.passwords.PasswordHasher", quick)
    monkeypatch.setenv("ASSISTANT_SECRET", "for tests only, and long enough for it")
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path / 'cli.db'}")

    def run_(*words, text=None):
        result = command.run(*words, text=text)
        return result.stdout + result.stderr.removeprefix("assistant: ").rstrip("\n")

    return run_


@pytest.fixture
def engine(run, tmp_path):
    url = f"sqlite:///{tmp_path / 'cli.db'}"
    migrate(url)
    engine = open_engine(url)
    yield engine
    engine.dispose()


def test_a_person_is_added_listed_changed_and_shut_out(run):
    assert "may sign in as editor" in run(
        "users", "add", "maria", "--role", "editor", text=PASSWORD
    )
    assert "already somebody" in run("users", "add", "maria", text=PASSWORD)
    assert "editor" in run("users", "list")
    assert "admin now" in run("users", "role", "maria", "admin")
    assert "only administrator" in run("users", "disable", "maria")
    run("users", "add", "ada", "--role", "admin", text=PASSWORD)
    run("users", "disable", "maria")
    assert "disabled" in run("users", "list")
    assert "may sign in again" in run("users", "enable", "Maria")
    assert "disabled" not in run("users", "list")
    assert run("users", "role", "nobody", "admin") == "there is nobody called nobody"
    assert "whole" in run("audit", "verify")


@pytest.mark.parametrize(
    ("name", "password"), [("maria", "short"), ("a b", PASSWORD), ("", PASSWORD)]
)
def test_a_weak_password_or_an_odd_name_is_refused(run, name, password):
    reply = run("users", "add", name, text=password)
    assert "needs 12 letters" in reply or "cannot be a name" in reply
    assert run("users", "list") == ""


def test_a_password_that_was_made_up_is_shown_once(run):
    assert "shown this once" in run("users", "add", "maria", "--generate")


def test_a_forgotten_password_is_set_or_chosen_by_a_link(run):
    run("users", "add", "maria", text=PASSWORD)
    assert "has a new password" in run("users", "password", "maria", text=f"{PASSWORD} too")
    assert "shown this once" in run("users", "password", "maria", "--generate")
    assert "/sign-in/link?key=" in run("users", "password", "maria", "--link")
    assert "may try again" in run("users", "unlock", "maria")
    assert "password alone" in run("users", "second-factor-off", "maria")
    for verb in ("password", "unlock", "second-factor-off", "enable"):
        assert run("users", verb, "nobody", text=PASSWORD) == "there is nobody called nobody"


def test_retention_prints_a_receipt(run, engine):
    Log(engine).talk("a", (0, "answer"), start=datetime(2020, 1, 1))
    dry = json.loads(run("retain", "--dry-run"))
    assert dry["dry_run"]
    assert dry["taken_away"]["texts of turns"] == 1
    assert json.loads(run("retain", "--days", "30"))["taken_away"] == dry["taken_away"]


def test_erasing_what_is_not_there_says_so(run, engine):
    Log(engine).talk("a", (0, "answer"))
    assert run("erase", "a") == "Erased.\n"
    assert run("erase", "a") == "there is no such conversation"


def test_a_person_is_erased_by_the_reference_of_a_call_back(run, engine):
    Log(engine).talk("a", (0, "answer"), callback=1)
    kept = json.loads(run("erase-person", "ra", "--dry-run"))["kept"]
    assert kept == {"references": ["RA"], "codes": [], "sessions": ["a"]}
    assert json.loads(run("erase-person", "ra"))["erased"]["call-backs"] == 1
    assert "nothing is kept" in run("erase-person", "ra")


def test_a_broken_audit_fails_the_command(run, engine):
    run("users", "add", "maria", text=PASSWORD)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET who = 'x'")
    result = command.run("audit", "verify")
    assert result.returncode == 1
    assert "entry 1: changed" in result.stdout


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
