"""The list of conversations shows those that pass every filter, newest first."""

from __future__ import annotations

import re

import pytest

from bot.console.conversation_filters import filter_query, filters_in
from tests.console.conftest import EARLIER, MISS
from tests.console.test_request import request


def test_conversations_are_found_by_their_words_and_filters(sign_in, log):
    log.talk(
        "a", (0, "answer", {"text": "about chapters", "label": "faq/membership_cme"}), start=EARLIER
    )
    log.talk("b", (0, "fallback", {**MISS, "text": "about chapter dues"}), start=EARLIER)
    client = sign_in("viewer")

    def matches(query):
        return set(re.findall(r"/conversations/(\w+)", client.page(f"/conversations?{query}")))

    assert matches("") == {"a", "b"}
    assert matches("words=chapter") == {"a", "b"}
    assert matches("words=chapter+dues") == {"b"}
    assert matches('words="+OR+NOT+*') == set()
    assert matches("outcome=unanswered") == {"b"}
    assert matches("answer=membership/cme") == {"a"}
    assert matches("rating=yes") == set()
    assert matches("show=abandoned") == {"b"}


def test_staff_trying_things_out_are_not_counted(sign_in, log):
    log.talk("a", (0, "answer"), start=EARLIER, staff=True)
    assert "0 conversations" in sign_in("viewer").page("/conversations")


@pytest.mark.parametrize("moment", ["2000-01-01T00:00:00+00:00", "yesterday"])
def test_a_moment_that_no_list_of_ours_names_is_left_out(sign_in, log, moment):
    log.talk("a", (0, "answer"), start=EARLIER)
    found = sign_in("viewer").http.get("/conversations", params={"asof": moment})
    assert found.status_code == 200
    assert "1 conversation." in found.text


@pytest.fixture
def listed(sign_in):
    """Return a function that gives the conversations of a list."""
    client = sign_in("editor")

    def listed_(query):
        return re.findall(r'href="/conversations/(\w+)\?', client.page(f"/conversations?{query}"))

    listed_.client = client
    return listed_


def test_a_filter_by_mark_and_by_tag(log, listed):
    for name in "abc":
        log.talk(
            name, (0, "answer", {"label": "faq/membership_cme", "id": f"t-{name}"}), start=EARLIER
        )
    listed.client.send("/conversations/a/review", reviewed="1", tags="dues")
    listed.client.send("/conversations/b/review", flagged="1", tags="dues, long")
    listed.client.send("/conversations/c/correct", turn="t-c", answer="none")
    assert set(listed("mark=reviewed")) == {"a"}
    assert set(listed("mark=not+reviewed")) == {"b", "c"}
    assert set(listed("mark=flagged")) == {"b"}
    assert set(listed("mark=corrected")) == {"c"}
    assert set(listed("tag=dues")) == {"a", "b"}
    assert set(listed("tag=dues&mark=flagged")) == {"b"}
    assert listed("tag=nothing") == []


def test_a_filter_by_rating(log, listed):
    log.talk("a", (0, "answer", {"helpful": True}), start=EARLIER)
    log.talk("b", (0, "answer", {"helpful": False}), start=EARLIER)
    assert listed("rating=yes") == ["a"]
    assert listed("rating=no") == ["b"]


@pytest.mark.parametrize("query", ["show=nothing", "outcome=nothing", "answer=no/such", "rating=x"])
def test_a_filter_that_does_not_exist_filters_nothing(log, listed, query):
    log.talk("a", (0, "answer"), start=EARLIER)
    assert listed(query) == ["a"]


def test_a_version_that_nobody_was_answered_by_has_no_conversations(log, listed):
    log.talk("a", (0, "answer"), start=EARLIER)
    assert listed("version=20200101") == []


def test_a_version_is_named_whole_or_by_its_model_or_its_content(log, listed):
    log.talk("a", (0, "answer", {"model": "assistant-1 abc"}), start=EARLIER)
    log.talk("b", (0, "answer", {"model": "assistant-1 def"}), start=EARLIER)
    assert listed("version=assistant-1+abc") == ["a"]
    assert listed("version=def") == ["b"]
    assert set(listed("version=assistant-1")) == {"a", "b"}


def test_the_filters_go_on_in_the_address_and_nothing_else_does():
    filtered = request("from=2026-11-01&words=a+b&page=3&mark=", path="/conversations")
    assert filter_query(filtered) == "from=2026-11-01&words=a+b"
    assert filters_in(filtered)["words"] == "a b"
    assert "page" not in filters_in(filtered)
