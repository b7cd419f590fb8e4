"""A console on a port of its own, with what a busy day leaves, and a browser that is signed in there."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

from bot.records.analytics import phone_calls
from bot.records.clock import utc_now
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.tables import callbacks
from bot.records.publishing import drafts, releases
from bot.records.staff.role import Role
from testkit.console import PASSWORD, XSS, PlayedLookup, blocks
from testkit.console_server import served_console
from testkit.conversation_log import Log
from testkit.services import wait_until

STUDENT = "profession=medical_student&stage=student&enrolled=yes&place=us&school_place=us"
LONG_NAME = "Longname" * 10
_SECONDS = 30

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


@contextmanager
def served(folder, knowledge):
    """Serve a console; give its address, and the code of answers that a visitor saved."""
    with served_console(folder, PlayedLookup(knowledge), "admin", Role.ADMIN) as console:
        yield console.address, fill(console.engine)


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
        # Questions are grouped beside the pages too: one that is opened meanwhile lists none yet.
        wait_until(self._lists_groups, "the groups of questions", _SECONDS)
        self._cluster = self.page.locator("tbody a").first.get_attribute("href").split("/")[-1]

    def _lists_groups(self):
        if not self.page.locator("tbody a").count():
            self.page.reload()
        return self.page.locator("tbody a").count() > 0

    def press(self, button):
        """Press what sends a form or opens a page, and wait until that page's script has run."""
        with self.page.expect_navigation():
            button.click()

    def open(self, path):
        path = path.replace("CODE", self._code).replace("CLUSTER", self._cluster)
        self.page.goto(f"{self.address}{path}")
