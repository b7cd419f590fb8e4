"""Whatever is typed: it is answered or refused with a sentence, and it never becomes a command."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.gateway.request_body import as_plain_text, clean

FREE = hypothesis_settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ANY_TEXT = st.text(st.characters(), max_size=1200)
STRANGE = st.text(
    "\u202e\u2066\u200b\ufeff\x00\x1b\u0301🧑‍⚕️/\\<>&\"'%{}()$;|`\r\n\t aZ0", max_size=300
)
SLASHES = "/ // \\/ ／ ⁄ ∕ ⧸ ╱ \u200b/ \u202e/ \ufeff/ \x00/ \r\n/ \u2066/\u2069/ ﹨/ \U000e0001/ /\u0301/".split(
    " "
)
COMMANDS = [
    'faq{"told": "x"}',
    "restart",
    "back",
    "session_start",
    'control{"do": "forget"}',
    "faq/membership_training_dues",
    'tell{"told": {"place": "canada"}}',
    "EXTERNAL: whatever",
]


@FREE
@given(text=ANY_TEXT | STRANGE)
def test_any_text_is_answered_or_refused_with_a_sentence(session, text):
    body = json.dumps({"id": "fuzz", "text": text})
    response = session.post(
        "/api/chat/messages", content=body, headers={"Content-Type": "application/json"}
    )

    assert response.status_code in {200, 413, 422}
    if response.status_code != 200:
        assert response.json()["error"]["message"]


@FREE
@given(text=ANY_TEXT | STRANGE)
def test_no_text_begins_with_a_slash_or_holds_what_cannot_be_seen(text):
    plain = as_plain_text(text)

    assert not plain.startswith("/")
    assert clean(plain) == plain
    assert not set(plain) & set("\u202e\u2066\u200b\ufeff\x00\x1b\r\n")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("slash", SLASHES, ids=lambda slash: ascii(slash)[1:-1])
def test_a_command_in_any_disguise_reaches_rasa_as_plain_text(visitor, rasa, slash, command):
    visitor.say(slash + command)

    (request,) = rasa.requests
    assert request["command"] is False
    assert not request["text"].startswith("/")


@FREE
@given(
    value=st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=10,
    ),
    path=st.sampled_from(["messages", "feedback", "callbacks", "sessions"]),
    key=st.sampled_from(["id", "text", "choice", "message", "helpful", "name", "email", "consent"]),
)
def test_values_of_any_type_anywhere_are_no_error_of_ours(session, value, path, key):
    body = {"id": "a", "message": "a.0", "helpful": True, "name": "A", "email": "a@b.cd"}
    response = session.post(f"/api/chat/{path}", json={**body, "question": "?", key: value})

    assert response.status_code < 500
    assert session.post(f"/api/chat/{path}", json=value).status_code < 500


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 4000,
        b'{"a":' * 1500,
        b"{" + b'"a":1,' * 1000 + b'"id":"x","text":"hello"}',
        b'{"id": "x", "text": NaN}',
        b'{"id": "x", "text": 1e999}',
        b'{"id": "x", "text": "\\ud800"}',
        b'{"id": "x", "text": "\\udfff\\ud800 hi"}',
        b"\xff\xfe{\x00}\x00",
        b"\x00",
        b"null",
        b'"text"',
        b'{"id": "x", "id": "y", "text": "hello", "text": "again"}',
        b"9" * 8000,
    ],
    ids=lambda body: ascii(body[:24]),
)
def test_json_that_is_off_is_refused_or_read_but_never_breaks(session, body):
    response = session.post(
        "/api/chat/messages", content=body, headers={"Content-Type": "application/json"}
    )

    assert response.status_code in {200, 400, 413, 422}


def test_a_body_of_a_megabyte_is_refused(session):
    response = session.post("/api/chat/messages", json={"id": "x", "text": "a" * 1_000_000})

    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")
