"""A person is found from any of three ends, and nothing of theirs stays; others lose nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.records import person_erasure
from bot.records.conversations import callbacks as call_backs
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.tables import callbacks
from bot.records.metadata import metadata
from bot.records.person_erasure import KeptOfPerson
from bot.records.staff import audit
from testkit.conversation_log import START
from testkit.records import count_on_disk

WORD = "Quorvex"


@pytest.fixture
def code(database):
    return SavedAnswers(database, 90, lambda: START).keep("find_category", {}, "general")


@pytest.fixture
def jane(log, database, code):
    """Jane saved answers in one conversation and asked for a call-back in another, where she used the code."""
    reply = [{"kind": "notice", "text": f"Your code is {code}.", "blocks": []}]
    log.talk("saving", (0, "answer", {"text": f"{WORD} saves", "reply": reply}))
    log.talk("calling", (0, "answer", {"text": f"{WORD} calls", "reply": reply, "helpful": False}))
    log.talk("other", (0, "answer", {"text": "somebody else"}))
    with database.begin() as connection:
        for reference, session, email in (
            ("JANE22", "calling", "Jane@Example.org"),
            ("JANE33", None, "jane@example.org"),
            ("MARK44", "other", "mark@example.org"),
        ):
            connection.execute(
                callbacks.insert().values(
                    reference=reference,
                    session_id=session,
                    created_at=START + timedelta(minutes=1),
                    name=f"{WORD} of {email}",
                    email=email,
                    question="q",
                )
            )
        call_backs.add_note(connection, "JANE22", "maria", START, f"spoke to {WORD}")


def found(database, text):
    with database.connect() as connection:
        return person_erasure.find(connection, text)


def test_all_that_belongs_together_is_found_from_the_reference(jane, database, code):
    kept = KeptOfPerson(("JANE22",), (code,), ("calling", "saving"))
    assert found(database, " jane22 ") == kept
    assert found(database, code.lower().replace("-", " ")) == kept


def test_an_address_finds_every_call_back_whatever_its_capitals(jane, database, code):
    kept = found(database, "JANE@example.org")
    assert kept == KeptOfPerson(("JANE22", "JANE33"), (code,), ("calling", "saving"))


@pytest.mark.parametrize("text", ["", "nobody@example.org", "NOSUCH", "AAAA-2222", "%", "@"])
def test_what_is_kept_of_nobody_is_empty(jane, database, text):
    assert not found(database, text)


def test_nothing_of_the_person_stays_in_any_table_and_others_lose_nothing(jane, database, code):
    receipt = person_erasure.erase(database, found(database, "jane@example.org"), START, who="ada")
    assert receipt == {
        "call-backs": 2,
        "notes": 1,
        "saved answers": 1,
        "conversations": 2,
        "messages": 2,
    }
    with database.connect() as connection:
        rows = [
            str(tuple(row))
            for table in metadata.tables.values()
            if table.name != "audit"
            for row in connection.execute(sa.select(table))
        ]
    assert not [row for row in rows if code in row or "jane" in row.lower()]
    assert [row for row in rows if WORD in row] == [row for row in rows if "mark@" in row]
    assert [row for row in rows if "somebody else" in row]
    assert not found(database, "jane@example.org")


def test_the_audit_keeps_references_and_numbers_alone(jane, database):
    person_erasure.erase(database, found(database, "jane@example.org"), START, who="ada")
    (entry,) = audit.entries(database)
    assert (entry.who, entry.what, entry.about) == ("ada", "person erased", "JANE22, JANE33")
    assert "example" not in entry.details


def test_no_file_of_sqlite_holds_what_was_kept_of_the_person(jane, database):
    folder = Path(database.url.database).parent
    words = (b"jane@example.org", b"Jane@Example.org", f"spoke to {WORD}".encode())
    assert all(count_on_disk(folder, each) for each in words)
    person_erasure.erase(database, found(database, "jane@example.org"), START, who="ada")
    assert not any(count_on_disk(folder, each) for each in words)
