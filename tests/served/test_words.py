"""What a visitor wrote stands in no log, whatever door it came by and whatever was broken; once erased, in no file."""

from __future__ import annotations

import contextlib
import socket
import sqlite3
from datetime import timedelta

import httpx
import pytest

from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from testkit.console import PASSWORD, STAFF_KEY, TOKEN
from testkit.served import DEADLINE_SECONDS
from testkit.services import wait_until
from testkit.stack import Stack
from testkit.visitor import Visitor

pytestmark = [pytest.mark.rasa, pytest.mark.served]

WORD = "quorvexing"
LOGGED = f"my hospital asks what {WORD} costs"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    with Stack(folder, consoles=1, overrides={"deadline_seconds": DEADLINE_SECONDS}) as stack:
        yield stack


@pytest.fixture
def visitor(own):
    return Visitor.at(own.address)


def files_with(stack, word, pattern="*"):
    return sorted(
        path.name
        for path in stack.folder.rglob(pattern)
        if path.is_file() and word.encode() in path.read_bytes()
    )


def say_it_everywhere(visitor):
    """Send the word by every field of the chat; what is refused is as good as what is not."""
    visitor.send({"id": "a", "text": LOGGED})
    visitor.send({"id": "b", "text": f"i am a resident at {WORD}, which membership fits"})
    visitor.send({"id": WORD, "text": f"/restart {WORD}"})
    visitor.send({"id": "c", "choice": WORD})
    visitor.send({"id": "d", "faq": f"{WORD}/{WORD}"})
    visitor.send({WORD: WORD})
    rated = visitor.history().json()["messages"][-1]["id"]
    for body in (
        {"message": rated, "helpful": False, "comment": WORD},
        {"message": WORD, "helpful": WORD, "reason": WORD},
    ):
        visitor.post("feedback", body)
    who = {"name": WORD, "email": f"{WORD}@example.org", "question": WORD, "consent": True}
    visitor.post("callbacks", who)
    visitor.post("callbacks", {**who, "email": WORD, "phone": WORD})
    visitor.post("events", {"event": WORD})


def say_it_where_it_is_stored(visitor):
    """Send the word where it must be stored to be answered."""
    visitor.send({"id": "e", "text": LOGGED})
    visitor.post(
        "callbacks",
        {"name": WORD, "email": f"{WORD}@example.org", "question": WORD, "consent": True},
    )


def open_pages_with_it(address):
    headers = {"User-Agent": WORD, "Referer": f"http://a/{WORD}", "X-Request-Id": WORD}
    with httpx.Client(base_url=address, headers=headers, timeout=30) as http:
        http.get("/faq", params={"q": WORD})
        http.get(f"/faq/{WORD}/{WORD}")
        http.get(f"/{WORD}", headers={"X-Forwarded-For": WORD, "Cookie": f"a={WORD}"})
        http.get("/eligibility", params={"place": WORD, WORD: "1", "training_end": WORD})
        http.get("/calendar.ics", params={"training_end": WORD})
        http.get("/api/timeline", params={"training_end": WORD})
        http.post("/letter", data={"text": LOGGED})
        http.post("/letter", files={"file": (f"{WORD}.docx", f"PK {WORD}".encode())})
        http.post("/letter", files={"file": (f"{WORD}.pdf", f"%PDF-1.4 {WORD}".encode())})
        http.post(
            "/api/chat/messages",
            content=f'{{"text": "{WORD}',
            headers={"Content-Type": "application/json"},
        )
        http.post("/api/chat/messages", json={}, headers={"Authorization": f"Bearer {WORD}"})
        http.request(WORD.upper(), "/")


def send_bytes_with_it(port):
    for head in (
        f"{WORD}\r\n\r\n",
        f"GET /{WORD} HTTP/1.1\r\n{WORD}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: {WORD} {WORD}\r\n\r\n",
    ):
        with (
            socket.create_connection(("127.0.0.1", port), 5) as connection,
            contextlib.suppress(OSError),
        ):
            connection.sendall(head.encode())
            connection.recv(100)


@contextlib.contextmanager
def locked(stack):
    connection = sqlite3.connect(stack.database.removeprefix("sqlite:///"), timeout=30)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


@contextlib.contextmanager
def staff(stack):
    engine = open_engine(stack.database)
    accounts = Staff(engine, timedelta(minutes=30), utc_now, STAFF_KEY).accounts
    accounts.add("maria", PASSWORD, Role.ADMIN, "tests")
    engine.dispose()
    with httpx.Client(base_url=stack.address_of("console"), timeout=30) as client:
        token = TOKEN.search(client.get("/sign-in").text)[1]
        client.post("/sign-in", data={"token": token, "name": WORD, "password": WORD})
        fields = {"token": token, "name": "maria", "password": PASSWORD, "next": "/"}
        assert client.post("/sign-in", data=fields).status_code == 303
        yield client


def work_on_it(client):
    """Look the word up, and write it into every form for staff that takes a text."""
    token = TOKEN.search(client.get("/assist").text)[1]
    client.get("/conversations", params={"words": WORD})
    client.get("/unanswered", params={"words": WORD})
    client.get(f"/callbacks/{WORD}")
    for path, field in (
        ("/assist", "q"),
        ("/phrases/new", "text"),
        ("/questions", "text"),
        ("/erase/find", "text"),
        (f"/callbacks/{WORD}/note", "note"),
        (f"/conversations/{WORD}/comment", "text"),
        ("/knowledge/new", "question"),
    ):
        client.post(path, data={"token": token, field: WORD, "answer": "membership/cme"})


def test_no_log_holds_it_whatever_door_it_came_by(own, visitor):
    say_it_everywhere(visitor)
    open_pages_with_it(own.address)
    for name in ("gateway", "console", "rasa", "actions"):
        send_bytes_with_it(own.ports[name])
    with staff(own) as client:
        work_on_it(client)
        with locked(own):
            say_it_where_it_is_stored(visitor)
            work_on_it(client)
    assert files_with(own, WORD, "*.db*")
    assert files_with(own, WORD, "*.log") == []
    assert files_with(own, '"event": "request"', "*.log") == ["console.log", "gateway.log"]


@pytest.mark.parametrize("name", ["actions", "rasa"])
def test_no_log_holds_it_when_a_process_dies_over_it(own, visitor, name):
    visitor.send({"id": "a", "text": f"which membership is right for me, i am at {WORD}"})
    own.kill(name)
    visitor.send({"id": "b", "text": LOGGED})
    visitor.send({"id": "c", "text": f"i am a resident at {WORD}"})
    own.start(name)
    own.wait_until_ready()
    visitor.send({"id": "d", "text": LOGGED})
    assert files_with(own, WORD, "*.log") == []


def test_once_erased_it_is_in_no_file(own):
    gone = "zyxomatic"
    visitor = Visitor.at(own.address)
    visitor.send({"id": "a", "text": f"do {gone} residents pay"})
    visitor.send({"id": "b", "text": f"i am a resident at {gone}, which membership fits"})
    rated = visitor.history().json()["messages"][-1]["id"]
    visitor.post("feedback", {"message": rated, "helpful": False, "comment": gone})
    assert files_with(own, gone)
    assert visitor.leave().status_code == 204
    wait_until(lambda: not files_with(own, gone), "the end of the words")
