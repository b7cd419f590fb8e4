"""Every response carries the headers of its application's policy."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.web.security_headers import SecurityHeaders, public_policy, staff_policy

POLICIES = [public_policy(), staff_policy()]


async def page(_):
    return PlainTextResponse("text", headers={"Cache-Control": "private"})


def headers_of(policy, path):
    routes = [Route(address, page) for address in ("/", "/api/x", "/static/x")]
    app = Starlette(routes=routes, middleware=[Middleware(SecurityHeaders, policy=policy)])
    return TestClient(app).get(path).headers


def content_policy(policy, path="/"):
    directives = headers_of(policy, path)["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("path", ["/", "/static/x", "/nothing"])
def test_only_our_own_files_may_run_or_be_shown(policy, path):
    directives = content_policy(policy, path)
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert "unsafe" not in " ".join(directives.values())


@pytest.mark.parametrize("policy", POLICIES)
def test_a_browser_neither_guesses_types_nor_offers_its_camera(policy):
    headers = headers_of(policy, "/")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_site_may_frame_a_page_unless_it_is_named():
    assert content_policy(public_policy())["frame-ancestors"] == "'none'"
    assert content_policy(staff_policy())["frame-ancestors"] == "'none'"
    named = public_policy({"https://b.example", "https://a.example"})
    assert content_policy(named)["frame-ancestors"] == "https://a.example https://b.example"


def test_no_other_site_learns_the_address_of_a_staff_page():
    assert headers_of(staff_policy(), "/")["Referrer-Policy"] == "no-referrer"
    assert headers_of(staff_policy(), "/")["X-Frame-Options"] == "DENY"
    assert headers_of(public_policy(), "/")["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize(
    ("policy", "path", "expected"),
    [
        (public_policy(), "/api/x", "no-store"),
        (public_policy(), "/", "private"),
        (staff_policy(), "/", "no-store"),
        (staff_policy(), "/static/x", "max-age=3600"),
    ],
)
def test_a_cache_may_store_only_what_is_no_ones_own(policy, path, expected):
    assert headers_of(policy, path)["Cache-Control"] == expected


def test_what_is_not_http_passes_untouched():
    messages = []

    async def app(scope, receive, send):
        await send({"type": "lifespan.startup.complete"})

    async def send(message):
        messages.append(message)

    asyncio.run(SecurityHeaders(app, public_policy())({"type": "lifespan"}, None, send))
    assert messages == [{"type": "lifespan.startup.complete"}]
