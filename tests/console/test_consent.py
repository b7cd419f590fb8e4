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
