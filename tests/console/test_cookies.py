"""Cookies are out of reach of scripts; over TLS they are this host's alone."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.console.cookies import Cookies


def request(scheme="http", **cookies):
    header = "; ".join(f"{name}={value}" for name, value in cookies.items()).encode()
    scope = {"type": "http", "scheme": scheme, "path": "/", "query_string": b""}
    return Request({**scope, "server": ("x", 80), "headers": [(b"cookie", header)]})


def sent(cookies, to, *arguments):
    response = Response()
    cookies.set(response, to, "session", "token", *arguments)
    return response.headers["set-cookie"]


def test_no_script_and_no_other_site_can_use_it():
    header = sent(Cookies(), request())
    assert header.startswith("session=token;")
    assert "HttpOnly" in header
    assert "SameSite=lax" in header
    assert "Secure" not in header
    assert "Max-Age" not in header


@pytest.mark.parametrize(
    ("cookies", "scheme"), [(Cookies(), "https"), (Cookies(always_secure=True), "http")]
)
def test_where_there_is_tls_it_is_secure_and_of_this_host_alone(cookies, scheme):
    header = sent(cookies, request(scheme), 60)
    assert header.startswith("__Host-session=token;")
    assert "Secure" in header
    assert "Max-Age=60" in header
    assert "Path=/" in header
    assert "Domain" not in header


def test_it_is_read_under_the_name_under_which_it_was_set():
    own = request("https", **{"__Host-session": "own", "session": "planted"})
    assert Cookies().read(own, "session") == "own"
    assert Cookies().read(request(session="token"), "session") == "token"
    assert Cookies(always_secure=True).read(request(session="planted"), "session") == ""
    assert Cookies().read(request(), "session") == ""


def test_it_is_deleted_under_that_name_too():
    response = Response()
    Cookies(always_secure=True).delete(response, request(), "session")
    header = response.headers["set-cookie"]
    assert header.startswith('__Host-session="";')
    assert "Max-Age=0" in header
    assert "Secure" in header
