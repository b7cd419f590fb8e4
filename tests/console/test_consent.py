"""Who asked for a call-back and did not agree is read nowhere, but for a reason; contact data leave a trace."""

from __future__ import annotations

import json
import re

import pytest

from bot.records.conversations.tables import callbacks
from bot.records.staff import audit
from tests.console.conftest import EARLIER, MISS


@pytest.fixture
def asked(log, engine):
    """Three visitors: one agreed that staff read the conversation, one did not, one left no call-back."""
    for name in ("agreed", "refused", "nobody"):
        turn = (0, "fallback", {**MISS, "text": f"{name} wrote this"})
        log.talk(name, turn, start=EARLIER, callback=None if name == "nobody" else 1)
    with engine.begin() as connection:
        of_agreed = callbacks.c.session_id == "agreed"
        connection.execute(callbacks.update().where(of_agreed).values(share_conversation=True))


@pytest.mark.parametrize(
    "query", ["", "?show=callbacks", "?words=wrote", "?show=unanswered", "?answer=membership/cme"]
)
@pytest.mark.parametrize("role", ["viewer", "editor", "admin"])
def test_it_is_in_no_list_whatever_the_filter_and_the_role(asked, sign_in, query, role):
    page = sign_in(role).page(f"/conversations{query}")
    assert "/conversations/refused" not in page
    if query in {"", "?show=callbacks"}:
        assert "/conversations/agreed" in page
        assert "1 more is counted but not shown" in page


@pytest.mark.parametrize(
    "query", ["words=refused", "words=wrote", "outcome=unanswered", "mark=not+reviewed"]
)
def test_no_filter_by_what_was_said_tells_whether_it_fits(asked, sign_in, query):
    assert "counted but not shown" not in sign_in("viewer").page(f"/conversations?{query}")


def test_the_figure_still_counts_it(asked, sign_in):
    page = sign_in("viewer").page("/overview")
    assert re.search(r"show=callbacks&[^>]+>2<", page)


def test_it_is_in_no_file(asked, sign_in):
    client = sign_in("editor")
    for path in ("/conversations.csv", "/turns.csv"):
        text = client.page(path)
        assert "agreed" in text
        assert "nobody" in text
        assert "refused" not in text


@pytest.mark.parametrize("role", ["editor", "admin"])
def test_its_question_is_counted_in_the_queue_and_read_on_no_page_of_it(asked, sign_in, role):
    client = sign_in(role)
    listing = client.page("/unanswered")
    groups = re.findall(r'href="(/unanswered/\w+)"', listing)
    pages = [listing, *map(client.page, groups), client.page("/unanswered.csv"), client.page("/")]
    assert any("agreed wrote this" in page for page in pages)
    assert any("did not agree" in page for page in pages)
    assert not any("refused wrote this" in page for page in pages)
    assert not any("/conversations/refused" in page for page in pages)


def test_its_words_cannot_be_taught(asked, log, sign_in):
    turn = log.ids[1]
    client = sign_in()
    assert "refused wrote this" not in client.page(f"/phrases/new?turn={turn}", 404)
    fields = {"turn": turn, "text": "any words", "answer": "membership/cme"}
    assert client.send("/phrases/new", 404, **fields)
    assert "agreed wrote this" in client.page(f"/phrases/new?turn={log.ids[0]}")


def test_what_was_asked_back_is_not_offered_as_a_near_miss(asked, log, sign_in, engine):
    log.talk("shy", (0, "choices", {"text": "shy near miss"}), start=EARLIER, callback=1)
    log.talk("open", (0, "choices", {"text": "open near miss"}), start=EARLIER)
    page = sign_in("editor").page("/phrases")
    assert "open near miss" in page
    assert "shy near miss" not in page


def test_a_correction_from_before_the_refusal_is_in_no_file(asked, log, sign_in, engine):
    client = sign_in("editor")
    for turn, session in ((log.ids[0], "agreed"), (log.ids[1], "refused")):
        client.send(f"/conversations/{session}/correct", turn=turn, answer="membership/cme")
    text = client.page("/corrections.jsonl")
    assert "agreed wrote this" in text
    assert "refused wrote this" not in text


@pytest.mark.parametrize("role", ["viewer", "editor", "admin"])
def test_its_page_says_why_it_is_not_shown(asked, sign_in, role):
    page = sign_in(role).page("/conversations/refused", 403)
    assert "did not agree" in page
    assert "refused wrote this" not in page
    assert ('name="reason"' in page) is (role == "admin")


def test_an_administrator_opens_it_with_a_reason_that_is_recorded(asked, sign_in, engine):
    client = sign_in()
    assert "Say why" in client.send("/conversations/refused/open", 422, reason="because").text
    reason = "complaint of 20 November about a wrong answer"
    page = client.send("/conversations/refused/open", 200, reason=reason).text
    assert "refused wrote this" in page
    entry = audit.entries(engine)[0]
    assert (entry.who, entry.what) == ("admin", "withheld conversation opened")
    assert json.loads(entry.details) == {"reason": reason}
    client.page("/conversations/refused", 403)
    client.send("/conversations/gone/open", 404, reason=reason)


def test_reading_contact_data_is_recorded_with_the_references(asked, sign_in, engine):
    client = sign_in("editor")
    client.page("/callbacks")
    listed = audit.entries(engine)[0]
    assert (listed.who, listed.what, listed.about) == (
        "editor",
        "contact data read",
        "2 call-backs",
    )
    assert json.loads(listed.details) == {"call-backs": ["RAGREED", "RREFUSED"]}
    client.page("/callbacks/RAGREED")
    opened = audit.entries(engine)[0]
    assert (opened.what, opened.about) == ("contact data read", "RAGREED")


def test_an_empty_list_of_call_backs_records_nothing(sign_in, engine):
    sign_in("editor").page("/callbacks")
    assert audit.entries(engine)[0].what == "signed in"
