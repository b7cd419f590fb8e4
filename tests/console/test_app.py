"""What surrounds the pages: the process lives, its files are served, its work runs with it."""

from __future__ import annotations

import os

import structlog
from starlette.testclient import TestClient

from bot.console.app import create_app
from bot.records.review import unanswered
from bot.web.body_deadline import BodyDeadline
from testkit.half_form import status_of_half_a_form
from testkit.services import wait_until
from tests.console.conftest import EARLIER, MISS


def test_the_process_lives_without_anybody_signed_in(app):
    assert TestClient(app).get("/healthz").json() == {"alive": True}


def test_its_files_are_served_and_may_be_stored_by_the_browser(app):
    response = TestClient(app).get("/static/console.css")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "max-age=3600"


def test_a_redirect_names_no_host_that_somebody_made_up(app):
    http = TestClient(app, base_url="http://evil.example", follow_redirects=False)
    response = http.get("/sign-in/")
    assert response.is_redirect
    assert "evil" not in response.headers["Location"]


def test_who_came_by_tls_is_held_to_it_and_nobody_else(app):
    header = "Strict-Transport-Security"
    assert "max-age" in TestClient(app).get("https://testserver/sign-in").headers[header]
    assert header not in TestClient(app).get("http://testserver/sign-in").headers


def test_a_proxy_that_is_not_trusted_is_warned_of(app):
    with structlog.testing.capture_logs() as lines:
        TestClient(app).get("/sign-in", headers={"X-Forwarded-For": "192.0.2.1"})
    assert "proxy.untrusted" in {line["event"] for line in lines}


def test_a_form_of_which_half_arrives_is_not_waited_for_without_end(app, monkeypatch):
    monkeypatch.setattr(BodyDeadline.__init__, "__defaults__", (0.05,))
    assert status_of_half_a_form(app, "/sign-in") == 408


def test_every_response_carries_the_id_of_its_log_line(app):
    with structlog.testing.capture_logs() as lines:
        response = TestClient(app).get("/sign-in")
    (line,) = [line for line in lines if line["event"] == "request"]
    assert line["request"] == response.headers["X-Request-Id"]


def test_the_log_names_no_conversation(app):
    with structlog.testing.capture_logs() as lines:
        TestClient(app, follow_redirects=False).get("/conversations/secret?words=secret")
    assert "secret" not in str(lines)


def test_new_questions_are_clustered_while_it_runs(settings, answer_lookup, clock, log, engine):
    log.talk("a", (0, "fallback", {**MISS, "text": "invoice please"}), start=EARLIER)
    app = create_app(settings, answer_lookup, clock)
    with TestClient(app):
        wait_until(lambda: not waiting(engine), "the cluster")
    assert answer_lookup.encoded == ["invoice please"]


def test_what_a_publication_left_ends_with_the_texts(app, places):
    folder = places.folder(1)
    folder.mkdir(parents=True)
    os.utime(folder, (0, 0))
    with TestClient(app):
        wait_until(lambda: not folder.exists(), "the end of the folder")


def waiting(engine):
    with engine.connect() as connection:
        return unanswered.pending(connection, 1)
