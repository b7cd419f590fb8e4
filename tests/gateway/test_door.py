"""Readiness, headers, other sites, and pages that work without JavaScript."""

from __future__ import annotations

from bot.gateway.rasa_http import NotThere


def test_it_is_ready_when_rasa_is(door):
    assert door.get("/readyz").status_code == 200


def test_it_is_not_ready_without_rasa_and_says_why(door, rasa):
    rasa.reply = NotThere("dead")
    response = door.get("/readyz")
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "no_rasa"
    assert door.get("/healthz").status_code == 200


def test_every_response_is_guarded(door):
    for path in ("/", "/faq", "/nothing", "/api/chat/messages"):
        headers = door.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]


def test_only_the_sites_that_were_named_may_call_it(door):
    def allowed(origin):
        return door.get("/healthz", headers={"Origin": origin}).headers.get(
            "Access-Control-Allow-Origin"
        )

    assert allowed("https://society.example") == "https://society.example"
    assert allowed("https://evil.example") is None
    assert allowed("https://society.example.evil.example") is None


def test_every_answer_has_a_page_with_its_source(door, knowledge):
    listed = door.get("/faq").text
    for id_, answer in knowledge.answers.items():
        assert f'href="/faq/{id_}"' in listed
        page = door.get(f"/faq/{id_}")
        assert page.status_code == 200
        assert "Checked on" in page.text
        assert knowledge.sources[answer.sources[0].page].url in page.text


def test_what_is_not_there_is_said_plainly(door):
    for path in (
        "/faq/membership/nothing",
        "/nothing",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
    ):
        response = door.get(path)
        assert response.status_code == 404
        assert "Traceback" not in response.text
    assert door.get("/api/nothing").json()["error"]["code"] == "not_found"


def test_an_error_of_ours_is_a_sentence_and_not_a_traceback(door, monkeypatch):
    from bot.gateway.conversation import Conversations

    async def broken(_):
        raise RuntimeError("private detail")

    monkeypatch.setattr(Conversations, "start", broken)
    response = door.post("/api/chat/sessions", json={})
    assert response.status_code == 500
    assert "private" not in response.text
    assert response.json()["error"]["code"] == "broken"
