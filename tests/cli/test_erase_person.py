"""A person asks to be forgotten; from the command line everything of theirs goes, with a receipt."""

from __future__ import annotations

import json

import pytest

from testkit.conversation_log import Log


def test_a_person_is_erased_by_the_reference_of_a_call_back(run, engine):
    Log(engine).talk("a", (0, "answer"), callback=1)
    kept = json.loads(run("erase-person", "ra", "--dry-run"))["kept"]
    assert kept == {"references": ["RA"], "codes": [], "sessions": ["a"]}
    assert json.loads(run("erase-person", "ra"))["erased"]["call-backs"] == 1
    assert "nothing is kept" in run("erase-person", "ra")


@pytest.mark.parametrize("person", ["a@example.org", " A@Example.ORG ", "RA", "ra"])
def test_a_person_is_found_however_the_reference_or_address_is_typed(run, engine, person):
    Log(engine).talk("a", (0, "answer"), callback=1)
    assert json.loads(run("erase-person", person, "--dry-run"))["kept"]["references"] == ["RA"]


def test_a_dry_run_changes_nothing(run, engine):
    Log(engine).talk("a", (0, "answer"), callback=1)
    first = run("erase-person", "ra", "--dry-run")
    assert run("erase-person", "ra", "--dry-run") == first


def test_nothing_of_anybody_else_goes(run, engine):
    log = Log(engine)
    log.talk("a", (0, "answer"), callback=1)
    log.talk("b", (0, "answer"))
    run("erase-person", "ra")
    with engine.connect() as connection:
        sessions = connection.exec_driver_sql("SELECT id FROM sessions").scalars().all()
        callbacks = connection.exec_driver_sql("SELECT count(*) FROM callbacks").scalar()
    assert (sessions, callbacks) == (["b"], 0)


@pytest.mark.parametrize("person", ["nobody@example.org", "ZZZZ", "a"])
def test_what_leads_to_nobody_is_said(run, engine, person):
    Log(engine).talk("a", (0, "answer"))
    assert run("erase-person", person).startswith("nothing is kept under this reference")
