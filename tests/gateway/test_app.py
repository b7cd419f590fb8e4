"""What surrounds every route: headers, other sites, errors, and what is opened and closed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
import structlog

from bot.gateway.conversation import Conversations
from bot.publishing.staging import content_version
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.settings import ROOT
from bot.web.body_deadline import BodyDeadline
from testkit.half_form import status_of_half_a_form
from testkit.visitor import Visitor


def test_every_response_is_guarded(gateway):
    for path in ("/", "/faq", "/nothing", "/api/chat/messages"):
        headers = gateway.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]


def test_the_sites_that_the_settings_name_may_frame_a_page(open_gateway, settings, gateway):
    named = open_gateway(replace(settings, frame_ancestors="https://a.example, https://b.example"))
    policy = named.get("/faq").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://a.example https://b.example")
    default = gateway.get("/faq").headers["Content-Security-Policy"]
    assert default.endswith("frame-ancestors 'none'")


def test_a_redirect_names_no_host_that_somebody_made_up(gateway):
    response = gateway.get("/faq/", headers={"Host": "evil.example"}, follow_redirects=False)
    assert response.is_redirect
    assert "evil" not in response.headers["Location"]


@pytest.mark.parametrize(("host", "status"), [("society.example", 200), ("evil.example", 400)])
def test_where_hosts_are_named_no_other_is_answered(open_gateway, settings, host, status):
    named = open_gateway(replace(settings, allowed_hosts="society.example"))
    assert named.get("/faq", headers={"Host": host}).status_code == status


def test_who_came_by_tls_is_held_to_it_and_nobody_else(gateway):
    header = "Strict-Transport-Security"
    assert "max-age" in gateway.get("https://testserver/faq").headers[header]
    assert header not in gateway.get("http://testserver/faq").headers


def test_a_proxy_that_is_not_trusted_is_warned_of(gateway):
    with structlog.testing.capture_logs() as lines:
        gateway.get("/faq", headers={"X-Forwarded-For": "192.0.2.1"})
    assert "proxy.untrusted" in {line["event"] for line in lines}


def test_a_form_of_which_half_arrives_is_not_waited_for_without_end(
    open_gateway, settings, monkeypatch
):
    monkeypatch.setattr(BodyDeadline.__init__, "__defaults__", (0.05,))
    assert status_of_half_a_form(open_gateway(settings).app, "/letter") == 400


def test_every_answer_carries_the_id_under_which_the_logs_name_it(gateway):
    first, second = gateway.get("/faq").headers, gateway.get("/faq").headers
    assert len(first["X-Request-Id"]) == 16
    assert first["X-Request-Id"] != second["X-Request-Id"]


def test_only_the_sites_that_were_named_may_call_it(gateway):
    def allowed(origin):
        return gateway.get("/healthz", headers={"Origin": origin}).headers.get(
            "Access-Control-Allow-Origin"
        )

    assert allowed("https://society.example") == "https://society.example"
    assert allowed("https://evil.example") is None
    assert allowed("https://society.example.evil.example") is None


def test_an_error_of_ours_is_a_sentence_and_not_a_traceback(gateway, monkeypatch):
    async def broken(*_, **__):
        raise RuntimeError("private detail")

    monkeypatch.setattr(Conversations, "start", broken)
    response = gateway.post("/api/chat/sessions", json={})
    assert response.status_code == 500
    assert "private" not in response.text
    assert response.json()["error"]["code"] == "broken"


def test_a_database_that_is_down_is_said_so_and_nothing_is_lost_in_silence(gateway, monkeypatch):
    async def unreachable(*_, **__):
        raise sa.exc.OperationalError("SELECT private", {}, Exception("closed"))

    monkeypatch.setattr(Conversations, "start", unreachable)
    response = gateway.post("/api/chat/sessions", json={})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert response.json()["error"]["code"] == "no_database"
    assert "private" not in response.text


def test_who_has_to_wait_hears_whom_to_call(open_gateway, settings, knowledge):
    limited = open_gateway(replace(settings, rate_limit="on"))
    for _ in range(31):
        response = limited.post("/api/chat/sessions", json={})
    assert response.status_code == 429
    sentence = response.json()["error"]["message"]
    assert "Please wait" in sentence
    assert f"or call {knowledge.contacts.phone}." in sentence


def test_static_files_are_those_of_the_widget_and_nothing_above_them(gateway):
    assert gateway.get("/static/site.css").status_code == 200
    for path in ("/static/../app.py", "/static/%2e%2e/app.py"):
        assert gateway.get(path).status_code == 404


def test_the_model_and_the_content_that_replied_stand_in_the_records(open_gateway, settings):
    named = open_gateway(replace(settings, model="/models/20260101-first.tar.gz"))
    assert named.post("/api/chat/sessions", json={}).status_code == 201
    with sa.create_engine(settings.database, future=True).connect() as connection:
        version = connection.execute(sa.text("SELECT model_version FROM turns")).scalar_one()
    assert version == f"20260101-first {content_version(ROOT)}"


def test_the_version_before_starts_on_a_newer_schema_and_answers(open_gateway, settings):
    migrate(settings.database)
    engine = open_engine(settings.database)
    with engine.begin() as connection:
        for statement in (
            "CREATE TABLE of_a_later_version (id INTEGER PRIMARY KEY)",
            "ALTER TABLE turns ADD COLUMN of_a_later_version TEXT",
            "ALTER TABLE sessions ADD COLUMN of_a_later_version INTEGER NOT NULL DEFAULT 0",
            "UPDATE schema_version SET version_num = '9999'",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()

    visitor = Visitor(open_gateway(settings))

    assert visitor.say("what do I owe")[0]["kind"] == "answer"
    assert len(visitor.history().json()["messages"]) > 1


def test_a_database_that_somebody_holds_is_a_sentence_and_not_ready(gateway, visitor, settings):
    engine = open_engine(settings.database)
    with engine.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        refused = visitor.send({"id": "m1", "text": "what do I owe"})
        ready = gateway.get("/readyz")
    assert (refused.status_code, ready.status_code) == (503, 503)
    assert refused.json()["error"]["message"]
    assert visitor.say("what do I owe")[0]["kind"] == "answer"
