"""A request for a call-back from open to completed, and who sees which."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest

from bot.console.callback_pages import mailto
from bot.records.conversations import callbacks as callback_records
from bot.records.conversations.tables import callbacks
from bot.records.staff import audit
from testkit.clock import NOON
from tests.console.conftest import EARLIER


def test_a_call_back_goes_from_new_to_mine_to_done(sign_in, log, engine):
    log.talk("a", (0, "answer"), start=EARLIER, callback=1)
    client = sign_in("editor")
    assert "RA" in client.page("/callbacks")
    client.send("/callbacks/RA/assign", to="me")
    assert "No open requests" in client.page("/callbacks")
    client.send("/callbacks/RA/note", text="left a message")
    assert "left a message" in client.page("/callbacks?view=mine")
    client.send("/callbacks/RA/state", state="done")
    assert "completed 2026-11-23" in client.page("/callbacks?view=done")
    acts = [e.what for e in audit.entries(engine) if e.what != "contact data read"]
    assert acts[:3] == [
        "call-back done",
        "call-back noted",
        "call-back assigned",
    ]


def test_a_conversation_is_linked_only_where_the_visitor_agreed(sign_in, log, engine):
    log.talk("a", (0, "answer"), start=EARLIER, callback=1)
    client = sign_in("editor")
    assert "/conversations/a" not in client.page("/callbacks")
    with engine.begin() as connection:
        connection.execute(callbacks.update().values(share_conversation=True))
    assert "/conversations/a" in client.page("/callbacks")


def test_an_address_of_a_visitor_adds_nothing_to_the_reply(hostile):
    (link,) = re.findall(r'href="(mailto:[^"]+)"', hostile.page("/callbacks"))
    assert link.count("?") == 1
    assert "<" not in link


@pytest.fixture
def request_a(log):
    """The request RA of the conversation a, an hour old."""
    log.talk("a", (0, "answer"), start=NOON - timedelta(hours=1), callback=0)


def test_a_request_can_be_given_back_and_reopened(sign_in, request_a):
    client = sign_in("editor")
    client.send("/callbacks/RA/assign", to="me")
    assert "Unassign" in client.page("/callbacks?view=mine")
    client.send("/callbacks/RA/assign", to="nobody")
    assert "Assign to me" in client.page("/callbacks")
    client.send("/callbacks/RA/state", state="done")
    client.send("/callbacks/RA/state", state="new")
    assert "RA" in client.page("/callbacks")
    assert "No completed requests" in client.page("/callbacks?view=done")


def test_a_request_of_a_colleague_is_shown_as_assigned(sign_in, request_a):
    sign_in("admin").send("/callbacks/RA/assign", to="me")
    page = sign_in("editor").page("/callbacks?view=others")
    assert "assigned to admin" in page
    assert "Assigned to others (1)" in page
    assert "Mine (0)" in page


def test_a_request_is_given_to_a_colleague(sign_in, request_a):
    client = sign_in("editor")
    client.send("/callbacks/RA/assign", to="admin")
    assert "assigned to admin" in client.page("/callbacks?view=others")
    client.send("/callbacks/RA/assign", 422, to="viewer")
    client.send("/callbacks/RA/assign", 422, to="nobody at all")


def test_how_a_request_ended_is_kept_until_it_is_reopened(sign_in, request_a, engine):
    client = sign_in("editor")
    client.send("/callbacks/RA/state", 422, state="done", outcome="eaten")
    client.send("/callbacks/RA/state", state="done", outcome="message")
    assert ", left a message</p>" in client.page("/callbacks?view=done")
    entry = audit.entries(engine, what="call-back done")[0]
    assert json.loads(entry.details) == {"outcome": "message"}
    client.send("/callbacks/RA/state", state="new")
    with engine.connect() as connection:
        assert callback_records.find(connection, "RA").outcome is None


def test_administrators_go_on_to_erase_the_person(sign_in, request_a):
    assert 'action="/erase/find"' not in sign_in("editor").page("/callbacks/RA")
    client = sign_in()
    assert 'name="person" value="RA"' in client.page("/callbacks/RA")
    assert "RA" in client.send("/erase/find", 200, person="RA").text


def test_a_request_is_overdue_after_a_day(sign_in, request_a, clock):
    assert "overdue" not in sign_in("editor").page("/callbacks")
    clock.forward(hours=24)
    page = sign_in("editor").page("/callbacks")
    assert "overdue" in page
    assert "open for 25 hours" in page


def test_one_request_has_a_page_of_its_own(sign_in, request_a):
    client = sign_in("editor")
    assert 'id="RA"' in client.page("/callbacks/RA")
    assert "No request for a call-back has this reference." in client.page("/callbacks/RB", 404)


@pytest.mark.parametrize(
    ("action", "fields", "status"),
    [
        ("state", {"state": "lost"}, 422),
        ("note", {"text": " "}, 422),
    ],
)
def test_what_cannot_be_saved_is_refused(sign_in, request_a, action, fields, status):
    sign_in("editor").send(f"/callbacks/RA/{action}", status, **fields)


@pytest.mark.parametrize(
    ("action", "fields"),
    [("state", {"state": "done"}), ("note", {"text": "a"}), ("assign", {"to": "me"})],
)
def test_a_request_that_does_not_exist_cannot_be_changed(sign_in, engine, action, fields):
    sign_in("editor").send(f"/callbacks/NOTHING/{action}", 404, **fields)
    assert not [entry for entry in audit.entries(engine) if entry.what.startswith("call-back")]


def test_after_a_change_the_page_is_the_one_that_the_form_was_on(sign_in, request_a):
    response = sign_in("editor").send("/callbacks/RA/assign", to="me", back="/callbacks/RA")
    assert response.headers["Location"] == "/callbacks/RA"


def test_a_long_list_has_pages_with_the_oldest_first(sign_in, log):
    for number in range(26):
        log.talk(f"c{number:02}", (0, "answer"), start=EARLIER, callback=number)
    client = sign_in("editor")
    first = re.findall(r'<article class="card" id="(\w+)"', client.page("/callbacks"))
    second = re.findall(r'<article class="card" id="(\w+)"', client.page("/callbacks?page=2"))
    assert (len(first), first[0], second) == (25, "RC00", ["RC25"])


def test_a_reply_names_the_reference_and_quotes_the_question(engine, request_a):
    with engine.connect() as connection:
        callback = callback_records.find(connection, "RA")
    link = mailto(callback)
    assert link.startswith("mailto:a@example.org?subject=")
    assert "%28RA%29" in link
    assert "%0D%0A%3E%20q%0D%0A" in link


def test_a_long_question_is_quoted_line_by_line_and_cut_for_mail_programs(engine, request_a):
    with engine.connect() as connection:
        callback = replace(callback_records.find(connection, "RA"), question="größe " * 160)
    link = mailto(callback)
    assert len(link) < 2000
    lines = unquote(link).split("You asked:\r\n")[1].strip().split("\r\n")
    assert len(lines) > 1
    assert all(line.startswith("> ") and len(line) <= 80 for line in lines)


def test_of_two_who_take_a_request_at_once_the_second_sees_who_has_it(sign_in, request_a):
    edna, eric = sign_in("editor"), sign_in("admin")
    edna.send("/callbacks/RA/assign", to="me", version="0")
    page = eric.send("/callbacks/RA/assign", 409, to="me", version="0").text
    assert "editor" in page
    assert 'id="RA"' in edna.page("/callbacks?view=mine")
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    eric.send("/callbacks/RA/assign", to="me", version=version)
    assert 'id="RA"' in eric.page("/callbacks?view=mine")
