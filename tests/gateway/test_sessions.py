"""Tokens and choices are signed: nobody else can make them, and a choice is valid in one session."""

from __future__ import annotations

import base64

import pytest
from itsdangerous import URLSafeSerializer
from starlette.requests import Request

from bot.gateway.errors import Problem
from bot.gateway.sessions import Button, Sessions

BUTTON = Button("/faq/membership_cme", "CME")


@pytest.fixture
def sessions():
    return Sessions("a key")


def request(authorization):
    headers = [(b"authorization", authorization.encode())]
    return Request({"type": "http", "headers": headers})


def test_a_token_opens_the_session_that_it_was_made_for(sessions):
    token, session_id = sessions.mint()
    assert sessions.session_id(request(f"Bearer {token}")) == session_id
    assert sessions.session_id(request(f"bearer {token}")) == session_id


def test_every_token_is_another_and_none_holds_the_id(sessions):
    tokens = [sessions.mint() for _ in range(20)]
    assert len({token for token, _ in tokens}) == len({id_ for _, id_ in tokens}) == 20
    assert all(id_ not in token for token, id_ in tokens)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer " + "a" * 300])
def test_what_is_no_token_opens_nothing(sessions, header):
    with pytest.raises(Problem) as caught:
        sessions.session_id(request(header))
    assert caught.value.code == "no_session"


def test_a_token_of_another_key_opens_nothing(sessions):
    token, _ = Sessions("another key").mint()
    with pytest.raises(Problem):
        sessions.session_id(request(f"Bearer {token}"))


def test_a_choice_is_read_in_its_session_and_in_no_other(sessions):
    name = sessions.mint_choice("session", BUTTON)
    assert sessions.choice("session", name) == BUTTON
    assert sessions.choice("other", name) is None
    assert Sessions("another key").choice("session", name) is None


def test_a_short_choice_is_signed_as_it_is_and_a_long_one_shorter_than_it_is(sessions):
    long = Button(BUTTON.payload, "CME " * 200)
    short_name, long_name = (sessions.mint_choice("session", one) for one in (BUTTON, long))
    assert base64.urlsafe_b64decode(short_name.partition(".")[0] + "==") == (
        b'["/faq/membership_cme","CME"]'
    )
    assert len(long_name) < len(long.title)
    assert sessions.choice("session", long_name) == long


def test_a_choice_that_was_compressed_before_is_still_read(sessions):
    compressed = URLSafeSerializer("a key", salt="choice|session").dumps([BUTTON.payload, "a" * 99])
    assert compressed.startswith(".")
    assert sessions.choice("session", compressed) == Button(BUTTON.payload, "a" * 99)


def test_a_session_token_is_no_choice(sessions):
    token, session_id = sessions.mint()
    assert sessions.choice(session_id, token) is None
