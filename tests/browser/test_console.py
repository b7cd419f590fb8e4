"""The staff gateway in a real browser: axe, no script, hostile words, keyboard, the live decision."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from functools import partial

import pytest
import uvicorn
from argon2 import PasswordHasher
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bot.console.app import create_app
from bot.records.analytics import phone_calls
from bot.records.clock import utc_now
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.tables import callbacks
from bot.records.database import open_engine
from bot.records.publishing import drafts, releases
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from bot.settings import Settings
from testkit.console import PASSWORD, STAFF_KEY, XSS, PlayedLookup, blocks
from testkit.conversation_log import Log
from testkit.services import free_port
from tests.browser.pictures import picture

pytestmark = pytest.mark.browser

STUDENT = "profession=medical_student&stage=student&enrolled=yes&place=us&school_place=us"
LONG_NAME = "Longname" * 10
SCREENS = {
    "today": "/",
    "overview": "/overview",
    "board": "/board",
    "answers": "/answers",
    "erase": "/erase",
    "account": "/account",
    "definitions": "/definitions",
    "assist": "/assist",
    "unanswered": "/unanswered",
    "cluster": "/unanswered/CLUSTER",
    "phrases": "/phrases",
    "teach": "/phrases/new?turn=t-evil&answer=membership/cme",
    "publish": "/publish",
    "publication": "/publish/1",
    "edit": "/knowledge/edit/account/login_help",
    "new-answer": "/knowledge/new",
    "callbacks": "/callbacks",
    "conversations": "/conversations",
    "conversation": "/conversations/evil",
    "knowledge": "/knowledge",
    "answer": "/knowledge/answer/membership/cme",
    "sources": "/knowledge/sources",
    "source": "/knowledge/sources/join",
    "disagreements": "/knowledge/disagreements",
    "dues": "/knowledge/dues",
    "rules": "/knowledge/rules",
    "people": "/people",
    "audit": "/audit?verify=1",
    "problem": "/callbacks/NOTHING",
}


CHANGE = {
    "text": "can i pay later",
    "about": "membership/cme",
    "before": "missed",
    "after": "right",
}
RESULT = {
    "comparison": {
        "questions": 2315,
        "good_before": 0.964,
        "good_after": 0.965,
        "false_before": 0.0125,
        "false_after": 0.0125,
        "gains": [CHANGE],
        "losses": [CHANGE],
    },
    "by_answer": [["membership/cme", 1, 1]],
    "difference": "--- a.yml\n+++ a.yml\n@@ -1 +1 @@\n-    answer: Call {phone}.\n+    answer: Call {phone} first.",
    "weighed": ["96.0% of the held-out questions are answered right"],
    "problems": [],
}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory, knowledge):
    """The gateway on a port of its own, with what a busy day leaves; hostile words among it."""
    quick = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.records.staff.passwords.PasswordHasher", quick)
        settings = Settings(
            database_url=f"sqlite:///{tmp_path_factory.mktemp('console') / 'browser.db'}",
            secret="for tests only",
        )
        app = create_app(settings, PlayedLookup(knowledge))
        engine = open_engine(settings.database)
        staff = Staff(engine, timedelta(minutes=30), utc_now, STAFF_KEY)
        staff.accounts.add("admin", PASSWORD, Role.ADMIN, "tests")
        code = fill(engine)
        port = free_port()
        server = uvicorn.Server(
            uvicorn.Config(app, port=port, log_level="error", ws="none", access_log=False)
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}", code
        server.should_exit = True
        thread.join(20)
        engine.dispose()


def fill(engine):
    log, now = Log(engine), utc_now().replace(microsecond=0)
    miss = {"label": "out_of_scope/payment"}
    for number in range(40):
        start = now - timedelta(hours=3 * number + 1)
        turn = {"label": "faq/membership_cme", "text": "any CME", "helpful": number % 3 > 0}
        log.talk(
            f"c{number}",
            (0, "answer", turn),
            (1, "smalltalk", {"label": "smalltalk/thank"}),
            start=start,
        )
        if number % 4 == 0:
            text = f"invoice for my employer, number {number}"
            log.talk(f"m{number}", (0, "fallback", {**miss, "text": text}), start=start)
    log.talk(
        "evil",
        (0, "fallback", {**miss, "text": XSS, "id": "t-evil"}),
        (1, "answer", {"label": "faq/membership_cme", "text": XSS, "reply": [blocks(XSS)]}),
        start=now - timedelta(minutes=30),
    )
    asks = {"kind": "question", "blocks": [], "asks": {"attribute": "place"}}
    log.talk("left", (0, "question", {"reply": [asks]}), start=now - timedelta(hours=1))
    log.talk(
        "tie",
        (0, "choices", {"text": f"courses {XSS}"}),
        (1, "answer", {"label": "faq/membership_cme", "choice": True}),
        start=now - timedelta(hours=1),
    )
    with engine.begin() as connection:
        phone_calls.save(connection, now.date(), 120, "admin", now)
        for reference, name, hours in (
            ("XSSXSS", XSS, 2),
            ("ABC346", "Dr. Jane Roe", 40),
            ("LNG346", LONG_NAME, 3),
        ):
            connection.execute(
                callbacks.insert().values(
                    reference=reference,
                    session_id="evil",
                    created_at=now - timedelta(hours=hours),
                    name=name,
                    email="jane@example.org",
                    phone="202 555 0100",
                    question=f"When does my membership begin? {name}",
                    topic="dues",
                    share_conversation=True,
                )
            )
        drafts.save(
            connection,
            0,
            answer_id="account/login_help",
            fields={"answer": "Call {phone} first."},
            base="",
            why="shorter",
            by="admin",
            at=now,
        )
        releases.begin(
            connection,
            kind="publish",
            state="ready",
            by="admin",
            at=now,
            content="0123456789ab",
            model="assistant-0123456789abcdef.tar.gz",
            result=RESULT,
        )
    answers = dict(pair.split("=") for pair in STUDENT.split("&"))
    return SavedAnswers(engine, 90).keep("apply", answers, "medical_student")


class Screens:
    def __init__(self, context, address, code):
        self.context = context
        self.address = address
        self.page = context.new_page()
        self.hosts, self.dialogs, self.errors = set(), [], []
        self.page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )
        self._code = code
        self._cluster = ""

    def sign_in(self):
        self.page.goto(f"{self.address}/sign-in")
        self.page.fill("#name", "admin")
        self.page.fill("#password", PASSWORD)
        self.page.click("main button")
        self.page.wait_for_url(f"{self.address}/")
        self.open("/unanswered")
        self._cluster = self.page.locator("tbody a").first.get_attribute("href").split("/")[-1]

    def press(self, button):
        """Press what sends a form or opens a page, and wait until that page's script has run."""
        with self.page.expect_navigation():
            button.click()

    def open(self, path):
        path = path.replace("CODE", self._code).replace("CLUSTER", self._cluster)
        self.page.goto(f"{self.address}{path}")


@pytest.fixture
def screens(chromium, gateway):
    """Return a function that opens a signed-in browser as asked."""
    opened = []

    def open_(**how):
        context = chromium.new_context(**{"viewport": {"width": 1200, "height": 800}, **how})
        opened.append(context)
        screens = Screens(context, *gateway)
        screens.sign_in()
        return screens

    yield open_
    for context in opened:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(screens, scheme):
    browser = screens(color_scheme=scheme)
    violations_by_screen = {}
    for name, path in SCREENS.items():
        browser.open(path)
        picture(browser.page, f"{name}-{scheme}")
        violations = Axe().run(browser.page).response["violations"]
        violations_by_screen[name] = [
            (v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in violations
        ]
    browser.context.clear_cookies()
    browser.open("/sign-in")
    picture(browser.page, f"sign-in-{scheme}")
    violations_by_screen["sign-in"] = [
        v["id"] for v in Axe().run(browser.page).response["violations"]
    ]
    assert {name: what for name, what in violations_by_screen.items() if what} == {}


def test_axe_finds_nothing_on_a_phone_and_nothing_is_cut_off(screens):
    browser = screens(viewport={"width": 360, "height": 740})
    violations_by_screen = {}
    for name, path in SCREENS.items():
        browser.open(path)
        picture(browser.page, f"{name}-phone")
        wide = browser.page.evaluate("document.documentElement.scrollWidth")
        violations = [v["id"] for v in Axe().run(browser.page).response["violations"]]
        if violations or wide > 360:
            violations_by_screen[name] = (violations, wide)
    assert violations_by_screen == {}


def test_no_word_of_a_visitor_runs_and_no_other_host_is_asked(screens):
    browser = screens()
    for path in SCREENS.values():
        browser.open(path)
    assert browser.dialogs == []
    assert browser.hosts == {browser.address.split("/")[2]}
    refused = [text for text in browser.errors if "404" not in text]
    assert refused == []


def test_the_box_has_the_focus_and_the_keyboard_is_enough_to_answer_a_caller(screens):
    browser = screens()
    browser.open("/callbacks")
    assert browser.page.evaluate("document.activeElement.id") == "q"
    browser.page.keyboard.type("what CME or education comes with membership")
    with browser.page.expect_navigation():
        browser.page.keyboard.press("Enter")
    assert "What CME or education" in browser.page.locator("#first h3").inner_text()


def test_the_decision_follows_the_form(screens):
    browser = screens()
    browser.open("/assist")
    for pair in STUDENT.split("&"):
        name, value = pair.split("=")
        browser.page.select_option(f"[name={name}]", value)
    decided = browser.page.locator("#decision .card h3").first
    # The decision of the fields before may stand there for a moment.
    expect(decided).to_contain_text("Medical student")
    assert browser.page.url.endswith("/assist")


def test_what_was_filled_in_is_there_after_a_reload_and_not_in_the_next_call(screens):
    browser = screens()
    browser.open("/assist")
    browser.page.select_option("[name=profession]", "medical_student")
    browser.page.reload()
    assert browser.page.input_value("[name=profession]") == "medical_student"
    browser.open("/assist")
    assert browser.page.input_value("[name=profession]") == ""


def test_everything_works_without_script(screens):
    browser = screens(java_script_enabled=False)
    browser.open("/assist")
    for pair in STUDENT.split("&"):
        name, value = pair.split("=")
        browser.page.select_option(f"[name={name}]", value)
    browser.press(browser.page.locator("#caller button"))
    assert "Medical student" in browser.page.locator("#decision .card h3").first.inner_text()
    browser.open("/callbacks")
    browser.press(browser.page.locator("#ABC346 >> text=Assign to me"))
    browser.open("/callbacks?view=mine")
    browser.page.fill("#ABC346 [name=text]", "left a message")
    browser.press(browser.page.locator("#ABC346 >> text=Add note"))
    assert "left a message" in browser.page.locator("#ABC346").inner_text()
    browser.press(browser.page.locator("#ABC346 >> text=Unassign"))


def test_brackets_lead_from_one_conversation_to_the_next(screens):
    browser = screens()
    browser.open("/conversations")
    browser.press(browser.page.locator("tbody a").nth(1))
    first = browser.page.url
    with browser.page.expect_navigation():
        browser.page.keyboard.press("]")
    assert browser.page.url != first
    with browser.page.expect_navigation():
        browser.page.keyboard.press("[")
    assert browser.page.url == first


def test_a_phrase_is_taught_in_three_steps(screens):
    browser = screens()
    browser.open("/unanswered")
    browser.press(browser.page.locator("tbody a", has_text="invoice"))
    browser.press(browser.page.locator(".texts a", has_text="Teach this").first)
    browser.page.locator("#answer").select_option("membership/cme")
    browser.press(browser.page.get_by_role("button", name="Show what is like it"))
    browser.press(browser.page.get_by_role("button", name="Accept"))
    browser.open("/phrases")
    assert "invoice for my employer" in browser.page.locator("tbody").inner_text()
    browser.press(browser.page.locator("tbody button").first)


def test_twenty_conversations_are_reviewed_in_twenty_keys(screens):
    browser = screens()
    browser.open("/conversations?mark=not+reviewed")
    browser.press(browser.page.locator("tbody a").first)
    seen = set()
    for _ in range(20):
        seen.add(browser.page.url.split("?")[0])
        with browser.page.expect_navigation():
            browser.page.keyboard.press("+")
    assert len(seen) == 20
    browser.open("/conversations?mark=reviewed")
    assert browser.page.locator("tbody tr").count() == 20


def test_what_was_typed_survives_a_session_that_is_over(screens):
    browser = screens()
    browser.open("/unanswered/CLUSTER")
    path = browser.page.url.removeprefix(browser.address)
    browser.page.fill("main [name=name]", "Pay in two parts")
    browser.context.clear_cookies()
    browser.press(browser.page.get_by_role("button", name="Rename"))
    assert "/sign-in" in browser.page.url
    browser.page.fill("#name", "admin")
    browser.page.fill("#password", PASSWORD)
    browser.press(browser.page.locator("main button"))
    assert browser.page.url.endswith(path)
    assert browser.page.input_value("main [name=name]") == "Pay in two parts"
    assert browser.page.get_by_text("It was not saved yet").is_visible()


def test_an_error_leads_back_to_the_filled_form(screens):
    browser = screens()
    browser.open("/unanswered/CLUSTER")
    browser.page.fill("[name=days]", "999")
    browser.press(browser.page.get_by_role("button", name="Snooze"))
    browser.press(browser.page.locator("text=Back to the form"))
    assert browser.page.input_value("[name=days]") == "999"


@pytest.mark.parametrize("width", [390, 820])
def test_a_long_name_does_not_widen_the_page(screens, width):
    browser = screens(viewport={"width": width, "height": 800})
    browser.open("/callbacks")
    assert browser.page.locator(f"text={LONG_NAME}").first.is_visible()
    assert browser.page.evaluate("document.documentElement.scrollWidth") <= width
