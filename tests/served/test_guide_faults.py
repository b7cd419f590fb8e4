"""With the action server dead, slow or talking nonsense, no decision, price or checklist is shown."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from testkit.served import DEADLINE_SECONDS
from testkit.stack import Stack
from testkit.visitor import Visitor

pytestmark = [pytest.mark.rasa, pytest.mark.served]

PHONE = "1-800-347-7748"
FORBIDDEN = {"decision", "quote"}


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guide")
    with Stack(folder, overrides={"deadline_seconds": DEADLINE_SECONDS}) as stack:
        yield stack


def holds_nothing_decided(messages):
    return not any(FORBIDDEN & set(message) or message["kind"] in FORBIDDEN for message in messages)


@pytest.mark.parametrize("fault", ["dead", "frozen"])
@pytest.mark.parametrize("moment", ["start", "middle", "submit"])
def test_a_guide_without_its_server_says_whom_to_call_and_goes_on_later(own, fault, moment):
    visitor = Visitor.at(own.address)
    messages = []
    if moment != "start":
        messages = visitor.say("which membership fits me? I'm a radiologist")
    if moment == "submit":
        messages = visitor.press(messages, "us")
    own.kill("actions") if fault == "dead" else own.freeze("actions")
    try:
        last = {"start": "am i eligible", "middle": "Ohio", "submit": "abr"}[moment]
        answered = visitor.say(last)
    finally:
        own.start("actions") if fault == "dead" else own.thaw("actions")
    assert holds_nothing_decided(answered)
    assert answered[-1]["kind"] == "contact"
    assert PHONE in answered[-1]["text"]
    own.wait_until_ready("actions")
    again = visitor.say(last)
    assert again[-1]["kind"] in {"question", "decision"}


def test_a_published_answer_still_comes_while_the_guide_is_away(own):
    visitor = Visitor.at(own.address)
    visitor.say("which membership fits me?")
    own.kill("actions")
    try:
        answered = visitor.say("what do residents pay")
    finally:
        own.start("actions")
        own.wait_until_ready("actions")
    assert answered[0]["answer"]["id"] == "membership/training_dues"


NONSENSE = {
    "no JSON": b"<html>hello</html>",
    "a list": b"[]",
    "an empty object": b"{}",
    "a text of its own": json.dumps(
        {"events": [], "responses": [{"text": "Congratulations, you are a member for $10!"}]}
    ).encode(),
    "custom nonsense": json.dumps({"events": [], "responses": [{"custom": "decision"}]}).encode(),
    "messages that are none": json.dumps(
        {"events": [], "responses": [{"custom": {"messages": ["yes", 3]}}]}
    ).encode(),
    "unknown events": json.dumps({"events": [{"event": "party"}], "responses": []}).encode(),
}


class Nonsense(BaseHTTPRequestHandler):
    body = b""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(self.body)

    def do_GET(self):
        self.do_POST() if self.headers.get("Content-Length") else self.send_error(404)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def nonsense(tmp_path_factory):
    """The stack, with a server in the action server's place that says what `Nonsense.body` holds."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Nonsense)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = tmp_path_factory.mktemp("nonsense")
    address = f"http://127.0.0.1:{server.server_port}/webhook"
    overrides = {"actions_url": address, "deadline_seconds": DEADLINE_SECONDS}
    with Stack(folder, actions=0, overrides=overrides) as stack:
        yield stack
    server.shutdown()


@pytest.mark.parametrize("kind", NONSENSE)
def test_an_action_server_that_talks_nonsense_decides_nothing(nonsense, kind):
    Nonsense.body = NONSENSE[kind]
    answered = Visitor.at(nonsense.address).say("am i eligible? ABR certified radiologist in Ohio")
    assert holds_nothing_decided(answered)
    assert answered[-1]["kind"] == "contact"
    assert PHONE in answered[-1]["text"]
