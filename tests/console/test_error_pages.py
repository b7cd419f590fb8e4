"""What goes wrong is a page with a sentence, and a log line without what was typed."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
import structlog
from starlette.testclient import TestClient

from bot.console.rendering import Rendering
from testkit.console import StaffClient


def test_a_page_that_does_not_exist_says_so(sign_in):
    assert "This page does not exist." in sign_in().page("/nothing", 404)


def test_a_method_that_a_page_does_not_take_is_refused_in_a_sentence(sign_in):
    response = sign_in().http.delete("/unanswered")
    assert response.status_code == 405
    assert "This address does not allow that action." in response.text


def test_our_own_sentence_stands_before_the_plain_one(sign_in):
    page = sign_in().page("/unanswered/000000", 404)
    assert "This group of questions no longer exists." in page


def test_a_role_that_is_missing_is_named(sign_in):
    assert "This page needs the role admin." in sign_in("editor").page("/audit", 403)


@pytest.fixture
def broken(app, staff, monkeypatch):
    """A client that is signed in, for whom drawing a signed-in page fails."""
    client = StaffClient(app, "admin")

    def fail(*_, **__):
        raise RuntimeError("private detail")

    monkeypatch.setattr(Rendering, "page", fail)
    return TestClient(app, raise_server_exceptions=False, cookies=client.http.cookies)


def test_an_error_of_ours_is_a_sentence_and_not_a_traceback(broken):
    response = broken.get("/definitions")
    assert response.status_code == 500
    assert "An error occurred. It has been logged; please try again." in response.text
    assert "private" not in response.text


def test_an_error_of_ours_is_logged_by_route_and_kind_alone(broken):
    with structlog.testing.capture_logs() as lines:
        broken.get("/conversations?words=secret")
    (line,) = [line for line in lines if line["event"] == "broken"]
    assert (line["route"], line["error"]) == ("/conversations", "RuntimeError")
    assert "secret" not in str(lines)
    assert "private" not in str(lines)


@pytest.fixture
def impatient(monkeypatch):
    """Let whoever waits for the database give up soon."""
    monkeypatch.setattr("bot.records.database._PRAGMAS", ("journal_mode=WAL", "busy_timeout=10"))


def test_while_another_writes_nothing_is_changed_and_no_word_is_logged(
    impatient, hostile, app, settings, monkeypatch, capsys
):
    token = hostile.token()
    http = TestClient(app, raise_server_exceptions=False, cookies=hostile.http.cookies)
    with contextlib.closing(sqlite3.connect(settings.database.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        fields = {"token": token, "text": "Zelda Quorvex called"}
        response = http.post("/callbacks/XSS/note", data=fields)

    assert response.status_code == 503
    assert "nothing was changed" in response.text
    logged = capsys.readouterr()
    assert "records.unreachable" in logged.out
    assert "Quorvex" not in logged.out + logged.err


def test_an_error_leads_back_to_the_form_that_was_sent(sign_in):
    page = sign_in("editor").send("/unanswered/000000/snooze", 422, back="/unanswered/000000").text
    assert '<a href="/unanswered/000000" data-resume>' in page
    page = sign_in("editor").send("/unanswered/000000/snooze", 422, back="//elsewhere").text
    assert "elsewhere" not in page
