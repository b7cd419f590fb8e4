"""What is said about a request by proxies, and what a redirect says to them."""

from __future__ import annotations

import pytest
import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from bot.web.proxies import KnownHosts, RelativeRedirects, UntrustedProxyWarning


async def page(_):
    return PlainTextResponse("page")


async def elsewhere(_):
    return RedirectResponse("/faq?a=b#c", 303)


def client(*middleware):
    routes = [
        Route("/faq", page),
        Route("/faq/{topic}/{name}/", page),
        Route("/healthz", page),
        Route("/moved", elsewhere),
        Mount("/static", Starlette(routes=[Route("/", page)])),
    ]
    return TestClient(Starlette(routes=routes, middleware=list(middleware)), follow_redirects=False)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/faq/", "../faq"),
        ("/faq/?q=a%20b", "../faq?q=a%20b"),
        ("/faq/dues/general", "./general/"),
        ("/static", "./static/"),
        ("/moved", "/faq?a=b#c"),
    ],
)
def test_a_redirect_names_no_host_and_no_scheme(path, expected):
    response = client(Middleware(RelativeRedirects)).get(
        path, headers={"Host": "evil.example", "X-Forwarded-Proto": "http"}
    )
    assert response.headers["location"] == expected


@pytest.mark.parametrize("path", ["/faq/", "/faq/dues/general", "/static"])
def test_a_relative_redirect_leads_where_it_should_below_a_folder_too(path):
    http = client(Middleware(RelativeRedirects))
    location = http.get(path).headers["location"]
    target = http.base_url.join(path).join(location)
    assert http.get(target).status_code == 200
    below = http.base_url.join(f"/assistant{path}").join(location)
    assert below.path == f"/assistant{target.path}"


def test_a_redirect_for_a_path_of_two_slashes_stays_here():
    response = client(Middleware(RelativeRedirects)).get("http://testserver//faq/")
    location = response.headers.get("location", "./")
    assert not location.startswith("//")
    assert "://" not in location


def test_only_known_hosts_are_answered_and_probes_by_any():
    http = client(Middleware(KnownHosts, allowed_hosts=["society.example"], www_redirect=False))
    assert http.get("/faq", headers={"Host": "evil.example"}).status_code == 400
    assert http.get("/faq", headers={"Host": "society.example"}).status_code == 200
    assert http.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def events(forwarded):
    with structlog.testing.capture_logs() as logs:
        http = client(Middleware(UntrustedProxyWarning, logger="tests"))
        for value in forwarded:
            http.get("/faq", headers={"X-Forwarded-For": value} if value else {})
    return [line["event"] for line in logs]


def test_forwarded_addresses_that_were_not_taken_are_warned_of_once():
    assert events(["192.0.2.1", "192.0.2.2"]) == ["proxy.untrusted"]


def test_no_warning_without_forwarded_addresses_or_where_one_was_taken():
    # The client's own address in these tests is called "testclient".
    assert events(["", "192.0.2.1, testclient"]) == []
