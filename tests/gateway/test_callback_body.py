"""A request for a call-back is checked field by field, and its topics are the same everywhere."""

from __future__ import annotations

import json
import re

import pytest

from bot.gateway.callback_body import TOPICS, read_callback
from bot.gateway.errors import Problem
from bot.gateway.openapi import description
from bot.gateway.widget import PARTS

BODY = {"name": "Ann", "email": "ann@example.org", "question": "When?", "consent": True}


def code(**change):
    with pytest.raises(Problem) as caught:
        read_callback({**BODY, **change})
    return caught.value.code


def test_what_is_optional_may_be_missing():
    assert read_callback(BODY) == {
        "name": "Ann",
        "email": "ann@example.org",
        "phone": None,
        "question": "When?",
        "topic": None,
        "share_conversation": False,
    }


def test_a_phone_number_alone_is_enough():
    body = {**BODY, "email": None, "phone": "1-800-555-0100"}
    values = read_callback(body)
    assert (values["email"], values["phone"]) == ("", "1-800-555-0100")


@pytest.mark.parametrize("consent", [False, None, "true", 1])
def test_without_consent_nothing_is_read(consent):
    assert code(consent=consent, email="") == "no_consent"


@pytest.mark.parametrize("email", ["ann", "ann@example", "a b@example.org", "@example.org"])
def test_an_address_that_cannot_be_one_is_refused(email):
    assert code(email=email) == "bad_email"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("name", "x" * 121, "too_long"),
        ("name", " ", "empty"),
        ("phone", "1" * 41, "too_long"),
        ("phone", 5, "bad_text"),
        ("phone", "abc", "bad_phone"),
        ("phone", "12345", "bad_phone"),
        ("email", "", "no_contact"),
        ("email", "a" * 250 + "@b.cd", "too_long"),
        ("question", None, "bad_text"),
        ("topic", "gossip", "bad_topic"),
        ("share_conversation", "yes", "bad_share"),
    ],
)
def test_a_field_that_cannot_be_stored_is_refused(field, value, expected):
    assert code(**{field: value}) == expected


def test_a_question_is_redacted_and_contact_details_are_not():
    values = read_callback(
        {**BODY, "question": "card 4111 1111 1111 1111", "phone": "202 555 0100"}
    )
    assert values["question"] == "card [card number]"
    assert (values["email"], values["phone"]) == ("ann@example.org", "202 555 0100")


def test_the_api_the_description_and_the_widget_have_the_same_topics(gateway):
    assert gateway.get("/api/chat/about").json()["topics"] == list(TOPICS)
    schema = json.dumps(description()["paths"]["/api/chat/callbacks"])
    assert json.loads(re.search(r'"enum": (\["joining"[^\]]+\])', schema)[1]) == [*TOPICS, None]
    offered = re.search(r"const TOPICS = (\[.*?\]);", (PARTS / "forms.js").read_text())[1]
    assert json.loads(offered) == list(TOPICS)
