"""From a question that nobody could answer to its answer on the site, by a browser alone, while others ask.

A real training of few phrases, real processes, a real browser: nobody who asks meanwhile is left without answer.
`ASSISTANT_PICTURES=docs/images` takes the pictures of docs/from-question-to-answer.md anew, and the laps.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from testkit.console import PASSWORD, STAFF_KEY
from testkit.conversation_log import Log
from testkit.services import free_port, wait_until
from testkit.site import make_site
from testkit.stack import environment_for, settings_for
from testkit.visitor import Visitor
from tests.browser.pictures import LAPTOP, PICTURES, picture_for_documentation

pytestmark = [pytest.mark.browser, pytest.mark.served]

_SECONDS = 1200
ASKED = "zebra parking vouchers for members"
QUESTION = "Do members get parking vouchers?"
ANSWER = "The membership pages do not speak of parking vouchers; call {phone}."
TEST_QUESTION = "is there any voucher for parking a car"
ID = "membership/do_members_get_parking_vouchers"


class Site:
    """`assistant serve` in a copy of the tree, with few phrases."""

    def __init__(self, folder: Path) -> None:
        self.root = make_site(folder / "site", phrases_per_block=2)
        self.settings = settings_for(folder, console_port=free_port(), publish_margin=100)
        self.address = f"http://127.0.0.1:{self.settings.gateway_port}"
        self.console = f"http://127.0.0.1:{self.settings.console_port}"
        self.environment = {**environment_for(self.settings), "PYTHONPATH": str(self.root)}
        self.output = (folder / "serve.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "serve"],
            cwd=self.root,
            env=self.environment,
            stdout=self.output,
            stderr=self.output,
        )
        wait_until(self._is_ready, "the site", _SECONDS)

    def _is_ready(self) -> bool:
        assert self.process.poll() is None, Path(self.output.name).read_text()
        try:
            ready = httpx.get(f"{self.address}/readyz", timeout=5).is_success
            return ready and httpx.get(f"{self.console}/sign-in", timeout=5).is_success
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(40)
        self.output.close()


class Crowd:
    """Visitors who keep asking at once until told to stop; `failures` is what did not get an answer."""

    def __init__(self, address: str, visitors: int) -> None:
        self.address = address
        self.failures: list[str] = []
        self.asked = [0] * visitors
        self._ends = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(number,)) for number in range(visitors)
        ]

    def __enter__(self) -> Crowd:  # noqa: PYI034 - Python 3.10 has no Self
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join()

    def _run(self, number: int) -> None:
        with httpx.Client(base_url=self.address, timeout=30) as client:
            visitor = Visitor(client)
            while not self._ends.wait(2):
                self.asked[number] += 1
                id_ = f"crowd-{number}-{self.asked[number]}"
                body = {"id": id_, "text": "how do i reset my password"}
                try:
                    response = visitor.send(body)
                    kinds = [message["kind"] for message in response.json()["messages"]]
                except (httpx.HTTPError, KeyError, ValueError) as error:
                    self.failures.append(repr(error))
                    continue
                if not response.is_success or not kinds or "notice" in kinds:
                    self.failures.append(response.text)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site_ = Site(tmp_path_factory.mktemp("publishing"))
    engine = open_engine(site_.settings.database)
    staff = Staff(engine, timedelta(minutes=30), utc_now, STAFF_KEY)
    staff.accounts.add("pia", PASSWORD, Role.PUBLISHER, "tests")
    Log(engine).talk("lost", (0, "fallback", {"text": ASKED}), start=utc_now())
    yield site_
    engine.dispose()
    site_.stop()


class Person:
    """Somebody at the console who counts the clicks; pictures are kept where a folder is named."""

    def __init__(self, page, console: str, folder: Path) -> None:
        self.page, self.console, self.folder = page, console, folder
        self.clicks = 0
        self._laps: list[str] = []
        self._began = time.monotonic()
        page.set_default_timeout(_SECONDS * 1000)

    def open(self, path: str) -> None:
        self.page.goto(self.console + path)

    def click(self, role: str, name: str | re.Pattern[str]) -> None:
        """Click what leads to a page, and wait for it: a click meant for the next would stop it."""
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name).first.click()

    def fill(self, label: str, text: str) -> None:
        self.page.locator(f"#{label}").fill(text)

    def keep(self, name: str) -> None:
        picture_for_documentation(self.page, f"console-{name}", self.folder)

    def lap(self, job: str) -> None:
        """Note clicks and seconds up to here, for the table in docs/from-question-to-answer.md."""
        self._laps.append(f"{job}: {self.clicks} clicks, {time.monotonic() - self._began:.0f} s")
        if PICTURES:
            (self.folder / "laps.txt").write_text("\n".join(self._laps), encoding="utf-8")


def ask(site: Site, text: str) -> list[dict]:
    return Visitor.at(site.address).say(text)


def answers(site: Site, text: str) -> list[str]:
    return [message["answer"]["id"] for message in ask(site, text) if "answer" in message]


def test_an_unanswered_question_is_answered_on_the_site_and_taken_back(site, chromium, screenshots):
    assert answers(site, ASKED) == []
    page = chromium.new_page(viewport=LAPTOP)
    person = Person(page, site.console, screenshots)
    person.open("/sign-in")
    page.locator("[name=name]").fill("pia")
    page.locator("[name=password]").fill(PASSWORD)
    person.click("button", "Sign in")
    person.lap("signed in")
    with Crowd(site.address, visitors=4) as crowd:
        _write_and_teach(person)
        person.lap("written and taught")
        _publish(person)
        person.lap("made live")
        wait_until(lambda: answers(site, ASKED) == [ID], "the answer in the chat", _SECONDS)
        person.lap("answered in the chat")
        found = httpx.get(f"{site.address}/faq/{ID}", timeout=30)
        assert found.is_success
        assert QUESTION in found.text
        assert answers(site, f"  {ASKED.upper()}?? ") == [ID]
        person.open("/unanswered?view=done")
        wait_until(lambda: _shows(page, ASKED), "the group that closed itself", _SECONDS)
        person.open("/publish")
        person.keep("rollback")
        page.locator("[name=content] ~ label input").first.fill("try")
        person.lap("about to roll back")
        person.click("button", "Roll back to")
        wait_until(lambda: answers(site, ASKED) == [], "the answer to go", _SECONDS)
        person.lap("rolled back in the chat")
        wait_until(
            lambda: httpx.get(f"{site.address}/faq/{ID}", timeout=30).status_code == 404,
            "the page to go",
            _SECONDS,
        )
    assert min(crowd.asked) > 10
    assert crowd.failures == []
    assert person.clicks <= 25
    assert len(list((site.root / "models").glob("assistant-*"))) == 2


def _write_and_teach(person: Person) -> None:
    page = person.page
    person.click("link", "Unanswered")
    wait_until(lambda: _shows(page, ASKED), "the group", _SECONDS)
    person.click("link", ASKED)
    person.keep("queue-group")
    person.click("link", "Write a new answer for this group")
    page.locator("#topic").select_option("membership")
    page.locator("#group").select_option("all")
    person.fill("question", QUESTION)
    person.fill("answer", ANSWER)
    person.fill("sources", "join | Who can join ACR?")
    person.fill("related", "account/contact_us")
    person.fill("test_question", TEST_QUESTION)
    person.fill("why", "asked often")
    person.click("button", "Save draft")
    assert page.locator("section[aria-label=Preview]").inner_text().count("1-800-347-7748")
    person.keep("draft")
    person.click("link", "Unanswered")
    person.click("link", ASKED)
    person.click("link", "Teach:")
    page.locator("#answer").select_option(ID)
    person.click("button", "Show what is like it")
    person.keep("teach")
    person.click("button", "Accept")


def _publish(person: Person) -> None:
    page = person.page
    # Not "pia, publisher".
    person.click("link", re.compile("^Publish$"))
    person.keep("waiting")
    person.fill("why", "asked often")
    person.click("button", "Check and train")
    page.get_by_role("button", name=re.compile("Make it live")).wait_for()
    person.keep("ready")
    person.click("button", "Make it live")


def _shows(page, text: str) -> bool:
    page.reload()
    return text in page.locator("main").inner_text()
