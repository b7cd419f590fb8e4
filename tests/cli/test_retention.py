"""Texts end, conversations go and the audit stands, from the command line."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.records.clock import utc_now
from testkit import command
from testkit.conversation_log import Log
from tests.cli.conftest import PASSWORD


def texts(engine):
    with engine.connect() as connection:
        query = "SELECT text FROM turns ORDER BY id"
        return connection.exec_driver_sql(query).scalars().all()


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


def test_a_broken_audit_fails_the_command(run, engine):
    run("users", "add", "maria", text=PASSWORD)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET who = 'x'")
    result = command.run("audit", "verify")
    assert result.returncode == 1
    assert "entry 1: changed" in result.stdout


def test_a_dry_run_takes_nothing_away(run, engine):
    Log(engine).talk("a", (0, "answer"), start=datetime(2020, 1, 1))
    run("retain", "--dry-run")
    assert texts(engine) == ["a question"]
    run("retain")
    assert texts(engine) == [None]


def test_texts_within_the_days_stay(run, engine, monkeypatch):
    monkeypatch.setenv("ASSISTANT_RETENTION_DAYS", "3")
    log = Log(engine)
    log.talk("a", (0, "answer"), start=utc_now() - timedelta(days=2))
    log.talk("b", (0, "answer"), start=utc_now() - timedelta(days=4))
    assert json.loads(run("retain"))["days"] == 3
    assert texts(engine) == ["a question", None]


def test_no_days_at_all_is_refused(run):
    assert command.run("retain", "--days", "0").returncode == 2


def test_erasing_one_conversation_leaves_the_others(run, engine):
    log = Log(engine)
    log.talk("a", (0, "answer"))
    log.talk("b", (0, "answer"))
    run("erase", "a")
    with engine.connect() as connection:
        ids = connection.exec_driver_sql("SELECT id FROM sessions").scalars().all()
    assert ids == ["b"]


def test_an_audit_that_nobody_touched_is_whole(run, engine):
    Log(engine).talk("a", (0, "answer"))
    run("users", "add", "maria", text=PASSWORD)
    run("erase", "a")
    assert run("audit", "verify") == "The chain is whole.\n"


def test_an_entry_that_was_taken_away_is_noticed(run, engine):
    for name in ("maria", "ada", "eve"):
        run("users", "add", name, text=PASSWORD)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql("DELETE FROM audit WHERE number = 2")
    assert command.run("audit", "verify").returncode == 1
