"""A request is one line in the log and one observation; neither holds what a client made up."""

from __future__ import annotations

import pytest
import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.web.access_log import AccessLog, method_label, request_id


async def page(_):
    return PlainTextResponse(request_id.get())


async def broken(_):
    raise RuntimeError("private detail")


@pytest.fixture
def observed():
    return []


@pytest.fixture
def client(observed):
    def observe(*values):
        observed.append(values[:3])

    routes = [
        Route("/conversations/{id}", page, methods=["GET", "BREW"]),
        Route("/healthz", page),
        Route("/broken", broken),
    ]
    log = Middleware(AccessLog, logger="tests", observe=observe)
    return TestClient(Starlette(routes=routes, middleware=[log]), raise_server_exceptions=False)


def lines_of(client, method, path):
    with structlog.testing.capture_logs() as lines:
        client.request(method, path)
    return lines


def test_a_line_names_the_pattern_and_not_the_path(client):
    (line,) = lines_of(client, "GET", "/conversations/secret")
    assert line["route"] == "/conversations/{id}"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert "secret" not in str(line)


def test_a_request_has_one_id_in_the_header_in_the_log_and_within(client):
    with structlog.testing.capture_logs() as lines:
        response = client.get("/conversations/a")
    assert response.headers["X-Request-Id"] == response.text == lines[0]["request"]
    assert len(response.text) == 16
    assert client.get("/conversations/a").text != response.text


def test_every_request_is_observed_with_its_route_and_status(client, observed):
    client.get("/conversations/a")
    client.get("/nothing")
    assert observed == [("GET", "/conversations/{id}", 200), ("GET", "-", 404)]


def test_a_request_that_fails_is_logged_as_a_server_error(client, observed):
    (line,) = [line for line in lines_of(client, "GET", "/broken") if line["event"] == "request"]
    assert line["status"] == 500
    assert observed == [("GET", "/broken", 500)]
    assert "private" not in str(line)


def test_the_lines_of_probes_are_for_debugging_only(client):
    levels = {line["log_level"] for line in lines_of(client, "GET", "/healthz")}
    assert "info" not in levels
    assert lines_of(client, "GET", "/conversations/a")[0]["log_level"] == "info"


@pytest.mark.parametrize(
    ("method", "label"), [("GET", "GET"), ("PATCH", "PATCH"), ("BREW", "other")]
)
def test_a_made_up_method_is_no_label_of_its_own(method, label):
    assert method_label(method) == label


def test_a_made_up_method_does_not_reach_the_log(client):
    assert "BREW" not in str(lines_of(client, "BREW", "/conversations/a"))
