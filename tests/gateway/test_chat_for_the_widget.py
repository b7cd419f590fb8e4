"""What the widget adds to the chat API: contacts, links to answers, and what staff count."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.nlu import model_file
from bot.publishing.staging import content_version
from bot.settings import ROOT

CALL_BACK = {"name": "A", "email": "a@example.org", "question": "Call me.", "consent": True}


@pytest.fixture
def select(settings):
    def run(query):
        with sa.create_engine(settings.database, future=True).connect() as connection:
            return connection.execute(sa.text(query)).mappings().all()

    return run


def code(response):
    return response.status_code, response.json()["error"]["code"]


def test_whom_to_ask_is_known_without_a_session(gateway, knowledge):
    about = gateway.get("/api/chat/about").json()
    assert about["contact"]["phone"] == knowledge.contacts.phone
    assert about["contact"]["hours"] is None
    assert (about["callback_days"], about["kept_days"]) == (0, 90)


class TestALinkToAnAnswer:
    def test_asks_the_published_question(self, visitor, rasa):
        assert visitor.send({"id": "l", "faq": "membership/cme"}).status_code == 200
        assert (rasa.requests[-1]["text"], rasa.requests[-1]["command"]) == (
            "/faq/membership_cme",
            True,
        )
        question = visitor.history().json()["messages"][-1]["reply_to"]["text"]
        assert question == "What CME or education comes with membership?"

    @pytest.mark.parametrize("id_", ["membership/nothing", "/restart", "restart", "membership_cme"])
    def test_that_is_not_published_leads_nowhere(self, visitor, rasa, id_):
        assert code(visitor.send({"id": "l", "faq": id_})) == (404, "no_answer")
        assert not rasa.requests

    def test_goes_alone(self, visitor):
        both = {"id": "l", "faq": "membership/cme", "text": "x"}
        assert code(visitor.send(both)) == (422, "text_or_choice")


class TestWhatStaffCount:
    def test_a_call_saved(self, visitor, select):
        (message,) = visitor.say("first")
        body = {"message": message["id"], "helpful": True, "saved_call": True}
        assert visitor.post("feedback", body).status_code == 204
        assert select("SELECT saved_call FROM feedback")[0]["saved_call"] == 1
        assert code(visitor.post("feedback", {**body, "saved_call": "yes"})) == (
            422,
            "bad_saved_call",
        )

    def test_the_first_turn_to_a_person(self, visitor, select, clock):
        assert visitor.post("events", {"event": "contact_clicked"}).status_code == 204
        first = select("SELECT contact_clicked_at FROM sessions")[0]["contact_clicked_at"]
        clock.forward(minutes=1)
        visitor.post("events", {"event": "contact_clicked"})
        assert select("SELECT contact_clicked_at FROM sessions")[0]["contact_clicked_at"] == first
        assert first

    @pytest.mark.parametrize("body", [{}, {"event": "x"}, {"event": ["contact_clicked"]}])
    def test_no_other_event(self, visitor, body):
        assert code(visitor.post("events", body)) == (422, "bad_event")

    def test_but_not_tests_of_their_own(self, gateway, select):
        gateway.post("/api/chat/sessions", json={"staff_test": True})
        gateway.post("/api/chat/sessions", json={"staff_test": "yes"})
        gateway.post("/api/chat/sessions", json={}, headers={"Cookie": "assistant_staff_test=1"})
        rows = select("SELECT is_staff_test FROM sessions ORDER BY created_at")
        assert [row["is_staff_test"] for row in rows] == [1, 0, 1]

    def test_by_the_model_that_answered_and_the_content(self, visitor, select):
        visitor.say("first")
        model = model_file.current().name.removesuffix(".tar.gz")
        expected = f"{model} {content_version(ROOT)}"
        assert {row["model_version"] for row in select("SELECT model_version FROM turns")} == {
            expected
        }


class TestACallBack:
    def test_has_a_topic_and_is_private_unless_shared(self, visitor, select):
        visitor.post("callbacks", CALL_BACK)
        visitor.post("callbacks", {**CALL_BACK, "topic": "dues", "share_conversation": True})
        rows = select("SELECT topic, share_conversation FROM callbacks ORDER BY created_at")
        assert [tuple(row.values()) for row in rows] == [(None, 0), ("dues", 1)]

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"topic": "gossip"}, "bad_topic"),
            ({"topic": ["dues"]}, "bad_topic"),
            ({"share_conversation": "true"}, "bad_share"),
            ({"share_conversation": None}, "bad_share"),
        ],
    )
    def test_that_says_something_else_is_refused(self, visitor, change, expected):
        assert code(visitor.post("callbacks", {**CALL_BACK, **change})) == (422, expected)
