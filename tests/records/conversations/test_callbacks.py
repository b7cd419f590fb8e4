"""Call-backs from the request to its end: views, notes, notices, and whose conversation may be read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.conversations import callbacks
from bot.records.conversations.callbacks import DONE
from bot.records.conversations.tables import callbacks as table
from testkit.conversation_log import START

DAY = timedelta(days=1)


@pytest.fixture
def connection(log, database):
    """Five requests: two new, one of each colleague, one done."""
    for minute, name in enumerate(("new", "newer", "mine", "hers", "done")):
        log.talk(name, (minute, "answer"), callback=minute)
    with database.begin() as connection_:
        callbacks.update(connection_, "RMINE", assigned_to="maria")
        callbacks.update(connection_, "RHERS", assigned_to="ada")
        callbacks.update(connection_, "RDONE", status=DONE, done_at=START + DAY, assigned_to="ada")
        yield connection_


def references(connection, view, **paging):
    rows = callbacks.page(connection, view, "maria", **{"limit": 10, **paging})
    return [row.reference for row in rows]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("new", ["RNEW", "RNEWER"]),
        ("mine", ["RMINE"]),
        ("others", ["RHERS"]),
        ("done", ["RDONE"]),
        ("unheard of", ["RNEW", "RNEWER"]),
    ],
)
def test_each_view_shows_its_requests_the_oldest_first(connection, view, expected):
    assert references(connection, view) == expected


def test_requests_that_are_done_come_latest_first(connection):
    callbacks.update(connection, "RNEW", status=DONE, done_at=START + 2 * DAY)
    assert references(connection, "done") == ["RNEW", "RDONE"]


def test_the_counts_are_those_of_the_views(connection):
    counts = callbacks.counts(connection, "maria")
    assert counts == {"new": 2, "mine": 1, "others": 1, "done": 1}
    assert all(len(references(connection, view)) == count for view, count in counts.items())


def test_a_page_begins_where_the_one_before_ended(connection):
    assert references(connection, "new", limit=1) == ["RNEW"]
    assert references(connection, "new", limit=1, offset=1) == ["RNEWER"]


def test_a_reference_is_found_as_people_type_it(connection):
    assert callbacks.find(connection, "rmine").assigned_to == "maria"
    assert callbacks.find(connection, "RNONE") is None


def test_the_conversation_is_linked_only_with_consent(connection):
    assert callbacks.find(connection, "RNEW").session_id is None
    callbacks.update(connection, "RNEW", share_conversation=True)
    assert callbacks.find(connection, "RNEW").session_id == "new"


def test_what_does_not_exist_is_not_updated(connection):
    assert not callbacks.update(connection, "RNONE", assigned_to="maria")


def test_notes_stand_in_the_order_in_which_they_were_written(connection):
    callbacks.add_note(connection, "RNEW", "maria", START, "called, nobody there")
    callbacks.add_note(connection, "RNEW", "ada", START + DAY, "called again")
    notes = callbacks.notes(connection, ["RNEW", "RMINE"])
    assert [(note.by, note.text) for note in notes["RNEW"]] == [
        ("maria", "called, nobody there"),
        ("ada", "called again"),
    ]
    assert notes["RMINE"] == []


def test_a_request_is_claimed_for_a_notice_once(connection):
    now = START + timedelta(hours=1)
    claims = callbacks.claim_unnotified(connection, now, DAY)
    assert [claim.reference for claim in claims] == ["RNEW", "RNEWER", "RMINE", "RHERS", "RDONE"]
    assert callbacks.claim_unnotified(connection, now, DAY) == []


def test_a_request_whose_notice_failed_is_claimed_again(connection):
    now = START + timedelta(hours=1)
    callbacks.claim_unnotified(connection, now, DAY)
    callbacks.release(connection, "RMINE")
    assert [row.reference for row in callbacks.claim_unnotified(connection, now, DAY)] == ["RMINE"]


def test_an_old_request_is_not_claimed(connection):
    assert callbacks.claim_unnotified(connection, START + 2 * DAY, DAY) == []


def test_requests_are_found_by_a_reference_with_a_slip_by_e_mail_and_by_name(connection):
    connection.execute(
        table.update()
        .where(table.c.reference == "RNEW")
        .values(reference="39Q6PU", name="Dr. Jane Roe", email="Jane@Example.org")
    )
    matches_by_way = {
        "slip": callbacks.near(connection, "39Q6PV"),
        "e-mail": callbacks.with_email(connection, "jane@example.ORG"),
        "name": callbacks.with_name(connection, ["jane", "ROE"]),
    }
    for matches in matches_by_way.values():
        assert [callback.reference for callback in matches] == ["39Q6PU"]
    assert callbacks.near(connection, "39Q7PV") == []
    assert callbacks.with_name(connection, ["jan"]) == []
    assert callbacks.with_name(connection, ["%"]) == []


def test_each_change_counts_the_version_up_and_a_notice_does_not(connection):
    before = callbacks.find(connection, "RNEW").version
    callbacks.update(connection, "RNEW", assigned_to="maria")
    callbacks.release(connection, "RNEW")
    assert callbacks.find(connection, "RNEW").version == before + 1
