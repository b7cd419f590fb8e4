"""What a job at the console costs: clicks from the first page, counted; the table in docs/operating.md."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from bot.records.clock import utc_now
from tests.browser.pictures import PICTURES

pytestmark = pytest.mark.browser


class Job:
    """Somebody who begins at Today and counts the clicks; `send` is a click that leads to another page."""

    def __init__(self, screens, name):
        self.page, self._name = screens.page, name
        self.clicks = 0
        screens.open("/")
        self._began = time.monotonic()

    def send(self, role, name, *, within=None, exact=False):
        self.clicks += 1
        with self.page.expect_navigation():
            (within or self.page).get_by_role(role, name=name, exact=exact).first.click()

    def tick(self, locator):
        self.clicks += 1
        locator.check()

    def fill(self, selector, text):
        self.page.locator(selector).first.fill(text)

    def shows(self, text):
        assert text in self.page.locator("main").inner_text(), self._name

    def done(self, most):
        """Hold the clicks to a number; they are noted with the seconds the machine took where pictures are."""
        if PICTURES:
            seconds = time.monotonic() - self._began
            with Path(PICTURES, "jobs.txt").open("a", encoding="utf-8") as file:
                file.write(f"{self._name}: {self.clicks} clicks, {seconds:.1f} s\n")
        assert self.clicks <= most


@pytest.fixture
def job(screens):
    """Return a function that begins a job in a browser of its own."""
    return lambda name: Job(screens(), name)


def test_a_call_back_is_taken_noted_and_completed(job):
    work = job("a call-back from new to done, with a note")
    work.send("link", "ABC346")
    work.send("button", "Assign to me")
    work.fill("#ABC346 [name=text]", "called, all clear")
    work.send("button", "Add note")
    work.send("button", "Mark as completed")
    work.shows("called, all clear")
    work.done(4)


def test_what_was_not_answered_is_a_file(job):
    work = job("what was not answered, as a file")
    work.send("link", "Unanswered", within=work.page.get_by_label("Main"))
    work.clicks += 1
    with work.page.expect_download() as download:
        work.page.get_by_role("link", name="Download as CSV").click()
    assert "invoice" in Path(download.value.path()).read_text("utf-8")
    work.done(2)


def test_two_groups_become_one(job):
    work = job("two groups merged")
    work.send("link", "Unanswered", within=work.page.get_by_label("Main"))
    boxes = work.page.locator("[name=group]")
    before = boxes.count()
    for place in (0, 1):
        work.tick(boxes.nth(place))
    work.send("button", "Merge")
    assert work.page.locator("[name=group]").count() == before - 1
    work.done(4)


def test_a_new_way_to_ask_is_taught_to_an_answer(job):
    work = job("another way to ask, taught to an answer")
    work.send("link", "Knowledge")
    work.send("link", "What CME or education")
    work.send("link", "Teach another way to ask this")
    work.fill("#text", "credits for my licence")
    work.send("button", "Show what is like it")
    work.fill("#why", "A state's licence asks for such credits")
    work.send("button", "Accept")
    work.done(5)


def test_an_amount_for_next_year_is_drafted(job):
    work = job("an amount for next year")
    work.send("link", "Knowledge")
    work.send("link", "Dues", exact=True)
    work.page.locator("#line").select_option(index=1)
    work.fill("#amount", "410.00")
    work.fill("#since", f"{utc_now().year + 1}-01-01")
    work.fill("#source", "Schedule of dues, next year")
    work.send("button", "Save amount")
    work.shows("Saved. It waits to be published")
    work.done(3)


def test_review_days_are_renewed(job):
    work = job("review days of ten answers renewed")
    work.send("link", "Knowledge")
    agreed = work.page.locator("tr").filter(has_not_text="pages differ").locator("[name^=check]")
    for place in range(10):
        work.tick(agreed.nth(place))
    work.send("button", "The marked answers were compared")
    work.shows("checked against its pages")
    work.done(12)


def test_a_colleague_is_added_and_helped_with_the_password(job):
    work = job("a colleague added, and given a new password link")
    work.send("link", "Users")
    work.fill("[aria-labelledby=add] [name=name]", "edna")
    work.page.locator("[aria-labelledby=add] [name=role]").select_option("editor")
    work.send("button", "Add", exact=True)
    work.shows("Link for edna")
    work.send("button", "Password link for edna")
    work.shows("Link for edna")
    work.done(3)


def test_figures_for_the_board_are_one_page(job):
    work = job("the figures of 90 days for the board")
    work.send("link", "Overview")
    work.send("link", "90 days")
    work.send("link", "A page for the board")
    work.shows("Every figure as CSV")
    work.done(3)


def test_a_wrong_answer_is_corrected_and_taught(job):
    work = job("a wrong answer corrected and taught")
    work.send("link", "Conversations", within=work.page.get_by_label("Main"))
    row = work.page.locator("tbody tr").filter(has_text="any CME").first
    work.send("link", re.compile(r"\d{4}-\d\d-\d\d"), within=row)
    work.fill("[name=answer]", "membership/who_can_join")
    work.send("button", "Save", within=work.page.locator("ol.turns form").first)
    work.send("link", "Teach: any CME")
    work.fill("#why", "It was asked of everybody who joins")
    work.send("button", "Accept")
    work.done(5)


def test_a_person_is_erased_by_the_reference_of_a_call_back(job):
    work = job("a person erased, with a receipt")
    work.send("link", "Erase")
    work.fill("[name=person]", "LNG346")
    work.send("button", "Find")
    work.tick(work.page.get_by_label("Erase all of this permanently"))
    work.send("button", "Erase", exact=True)
    work.shows("Receipt")
    work.done(4)
