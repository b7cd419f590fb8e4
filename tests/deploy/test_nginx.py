"""The proxy as it is shipped: whose word on a visitor it takes, and what it writes down of one."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from bot.cli.free_ports import free_port
from testkit.services import Nginx

pytestmark = pytest.mark.services

OUTER, ANOTHER = "127.0.0.2", "127.0.0.3"
VISITOR = "203.0.113.9"


class Gateway(BaseHTTPRequestHandler):
    """Says what it was told of the visitor."""

    def do_GET(self):
        told = [self.headers.get_all(f"X-Forwarded-{name}") for name in ("For", "Proto")]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def gateway():
    with ThreadingHTTPServer(("127.0.0.1", 0), Gateway) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def visit(tmp_path):
    """Return a function that asks the proxy for a page, by way of an outer proxy at another address."""
    running = []

    def visit_(gateway, *trusted, path="/", **headers):
        proxy = Nginx(tmp_path / "nginx", [gateway], [free_port()], trusted)
        running.append(proxy)
        proxy.start()
        with httpx.Client(transport=httpx.HTTPTransport(local_address=OUTER)) as client:
            headers = {f"X-Forwarded-{name}": value for name, value in headers.items()}
            return client.get(f"http://127.0.0.1:{proxy.port}{path}", headers=headers)

    yield visit_
    for proxy in running:
        proxy.stop()


def test_a_trusted_proxy_says_who_the_visitor_is_and_that_it_is_tls(gateway, visit):
    told = visit(gateway, OUTER, For=VISITOR, Proto="https").json()
    assert told == [[VISITOR], ["https"]]


def test_behind_several_the_visitor_is_the_last_that_is_none_of_them(gateway, visit):
    chain = f"198.51.100.7, {VISITOR}, {ANOTHER}"
    told = visit(gateway, OUTER, ANOTHER, For=chain, Proto="https").json()
    assert told == [[VISITOR], ["https"]]


@pytest.mark.parametrize("trusted", [(), (ANOTHER,)])
def test_nobody_else_is_believed(gateway, visit, trusted):
    told = visit(gateway, *trusted, For=VISITOR, Proto="https").json()
    assert told == [[OUTER], ["http"]]


def test_a_trusted_proxy_without_tls_says_so_and_only_https_is_taken_from_it(gateway, visit):
    assert visit(gateway, OUTER, For=VISITOR, Proto="wss").json() == [[VISITOR], ["http"]]


def test_no_log_of_it_names_a_visitor_or_a_query_when_the_gateway_is_away(visit, tmp_path):
    answer = visit(free_port(), OUTER, path="/faq?q=zyzzyva", For=VISITOR)
    assert answer.status_code == 502

    logs = list((tmp_path / "nginx").glob("*log"))
    written = "".join(path.read_text(errors="replace") for path in logs)
    assert {path.name for path in logs} == {"log", "error.log"}
    assert not [word for word in ("zyzzyva", VISITOR, OUTER) if word in written]
