"""A token is valid in one session for some hours; a form holds fields of a limited size."""

from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from bot.console import form_tokens
from bot.console.form_tokens import TOKEN, FormTokens


@pytest.fixture
def tokens():
    return FormTokens("a key")


def refused(tokens, session, token):
    with pytest.raises(HTTPException) as caught:
        tokens.check(session, token)
    return caught.value


def test_a_token_is_valid_in_its_session(tokens):
    tokens.check("session", tokens.token_of("session"))


@pytest.mark.parametrize("session", ["other", ""])
def test_a_token_of_another_session_is_refused(tokens, session):
    error = refused(tokens, session, tokens.token_of("session"))
    assert error.status_code == 403
    assert error.detail == "This form has expired. Go back, reload the page and try again."


def test_a_token_of_no_session_is_refused_even_there(tokens):
    assert refused(tokens, "", tokens.token_of("")).status_code == 403


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
def test_what_is_no_token_is_refused(tokens, token):
    assert refused(tokens, "session", token).status_code == 403


def test_a_token_of_another_key_is_refused(tokens):
    assert refused(tokens, "session", FormTokens("another").token_of("session")).status_code == 403


def test_a_token_expires(tokens, monkeypatch):
    token = tokens.token_of("session")
    monkeypatch.setattr(form_tokens, "_TOKEN_SECONDS", -1)
    assert refused(tokens, "session", token).status_code == 403


def test_a_token_does_not_reveal_its_session(tokens):
    assert "session-secret" not in tokens.token_of("session-secret")


def test_a_file_in_a_form_is_refused(sign_in):
    client = sign_in("editor")
    response = client.http.post(
        "/phone-calls", data={TOKEN: client.token()}, files={"week": ("a.txt", b"2026-11-19")}
    )
    assert response.status_code in {400, 422}


def test_a_form_of_too_many_fields_is_refused(sign_in):
    client = sign_in("editor")
    fields = {f"field{number}": "x" for number in range(200)}
    response = client.http.post("/phone-calls", data={TOKEN: client.token(), **fields})
    assert response.status_code == 400


@pytest.mark.parametrize("charset", ["utf-7", "raw_unicode_escape", "punycode", "undefined"])
def test_a_field_that_is_no_text_is_refused_whatever_charset_it_is_said_to_be(app, charset):
    fields = {"name": b"+2AA-", "password": b"\\ud800", TOKEN: b"\xff"}
    parts = [
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in fields.items()
    ]
    response = TestClient(app, raise_server_exceptions=False).post(
        "/sign-in",
        content=b"".join([*parts, b"--b--\r\n"]),
        headers={"Content-Type": f"multipart/form-data; boundary=b; charset={charset}"},
    )
    assert response.status_code == 400
    assert "no text" in response.text
