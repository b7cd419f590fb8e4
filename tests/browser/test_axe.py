"""axe finds nothing in any state, four sizes, light and dark; each state's picture is kept to be looked at."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, LARGE, PHONE, SMALL_PHONE
from tests.browser.scripted import UNCLEAR
from tests.browser.test_talking import IN_PRACTICE, RESIDENT, STUDENT

RESULT = (
    "stage=in_training&profession=physician&place=us&program=residency&field=diagnostic_radiology"
    "&training_end=2027-06-30&result=1"
)
SIZES = {"large": LARGE, "desktop": DESKTOP, "phone": PHONE, "small": SMALL_PHONE}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def closed(widget):
    expect(widget.launcher).to_be_visible()


def opened(widget):
    widget.open()


def answer(widget):
    widget.say("do students need proof")
    widget.last.get_by_role("button", name="No", exact=True).click()
    expect(widget.last.locator(".reasons")).to_be_visible()


def did_you_mean(widget):
    widget.say(UNCLEAR)


def question(widget):
    widget.say("which membership fits me")


def result(widget):
    widget.answer_all(*RESIDENT)


def menu(widget):
    widget.panel.locator(".menu-place > .icon").click()
    expect(widget.panel.locator(".menu")).to_be_visible()


def confirmation(widget):
    widget.panel.locator(".menu").get_by_role("button", name="Start over").click()
    expect(widget.panel.get_by_role("alertdialog")).to_be_visible()


def begin_anew(widget):
    widget.agree("Start over")
    expect(widget.messages).to_have_count(1)


def in_the_middle(widget):
    begin_anew(widget)
    widget.say("which membership fits me")
    widget.press("In residency, fellowship or a training program")
    widget.last.get_by_text("Why we ask").click()


def sources(widget):
    widget.say("do students need proof")
    widget.last.locator(".sources summary").click()


def student_result(widget):
    widget.say("which membership fits me")
    widget.answer_all(*STUDENT)


def quote(widget):
    widget.press("What will I pay?")


def checklist(widget):
    widget.press("Help me apply")


def letter_request(widget):
    widget.press("Request for a letter")


def letter_result(widget):
    widget.press("Check my letter")
    widget.say("She is a student in good standing and began on August 15, 2024.")


def saved(widget):
    widget.press("Save with a code")
    widget.press("Yes, save")


def resumed(widget):
    widget.page.reload()
    if not widget.panel.is_visible():
        widget.launcher.click()
    expect(widget.last).to_contain_text("Your code is")


def too_long(widget):
    widget.input.fill("x" * 1005)


def date_question(widget):
    widget.input.fill("")
    widget.menu("Start over")
    begin_anew(widget)
    widget.say("which membership fits me")
    widget.answer_all(*IN_PRACTICE)
    widget.press("What will I pay?")
    expect(widget.last).to_contain_text("On which day")


def dates(widget):
    widget.say("June 30, 2025")
    expect(widget.last.locator("table")).to_have_count(2)


def form_error(widget):
    widget.input.fill("")
    widget.menu("Ask us to contact you")
    widget.panel.locator(".view").get_by_role("button", name="Send", exact=True).click()
    expect(widget.panel.locator(".summary")).to_be_focused()


def receipt(widget):
    form = widget.panel.locator(".view")
    form.get_by_label("Name").fill("A Person")
    form.get_by_label("Phone").fill("1-800-555-0100")
    form.get_by_label("Your question").fill("What do I pay?")
    form.get_by_label("You may contact me about this question.").check()
    form.get_by_role("button", name="Send", exact=True).click()
    expect(widget.last).to_contain_text("Your reference is")


def offline(widget):
    widget.page.route("**/api/chat/messages", lambda route: route.abort())
    widget.input.fill("is anybody there")
    widget.input.press("Enter")
    expect(widget.log.get_by_role("alert")).to_be_visible()


def too_fast(widget):
    widget.page.unroute("**/api/chat/messages")
    refusal = {"error": {"code": "too_fast", "message": "Please wait 9 seconds."}}
    widget.page.route("**/api/chat/messages", lambda route: route.fulfill(status=429, json=refusal))
    widget.input.fill("once more")
    widget.input.press("Enter")
    expect(widget.log.get_by_role("alert")).to_contain_text("9 seconds")


def erased(widget):
    widget.page.unroute("**/api/chat/messages")
    widget.menu("Erase my conversation")
    widget.agree("Erase my conversation")
    expect(widget.log.get_by_text("Your conversation is erased.")).to_be_visible()


def miss(widget):
    widget.say("banana pudding")
    expect(widget.last.get_by_role("button", name="Ask us to contact you")).to_be_visible()


STATES = (
    *(closed, opened, answer, sources, did_you_mean, question, result, menu, confirmation),
    *(in_the_middle, student_result, quote, checklist, letter_request, letter_result, saved),
    *(resumed, too_long, date_question, dates, form_error, receipt, offline, too_fast),
    *(erased, miss),
)


def found_on(page):
    """Return the rules that are broken, each with what breaks it."""
    return [
        (violation["id"], [node["html"][:120] for node in violation["nodes"]])
        for violation in Axe().run(page, options=RULES).response["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_state_has_a_violation(open_widget, screenshots, size, scheme):
    widget = open_widget(opened=False, size=SIZES[size], color_scheme=scheme)
    problems = {}
    for state in STATES:
        state(widget)
        widget.page.screenshot(path=screenshots / f"{state.__name__}-{size}-{scheme}.png")
        problems[state.__name__] = found_on(widget.page)
    assert {state: bad for state, bad in problems.items() if bad} == {}, json.dumps(
        problems, indent=1
    )
    assert widget.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_page_has_a_violation(open_context, screenshots, size, scheme):
    page = open_context(SIZES[size], color_scheme=scheme).new_page()
    violations = {}
    for path in (
        "/",
        "/faq?q=dues",
        "/eligibility?asked=stage",
        "/eligibility?stage=nothing",
        "/eligibility?stage=in_practice&ask=training_end",
        "/eligibility?stage=in_practice&training_end=0207-06-30",
        f"/eligibility?{RESULT}",
        "/faq/membership/enrollment_verification",
        "/eligibility",
        "/privacy",
        "/accessibility",
        "/letter",
        "/nothing",
    ):
        page.goto(path)
        name = re.sub(r"\W+", "-", path).strip("-")[:40] or "home"
        page.screenshot(path=screenshots / f"page-{name}-{size}-{scheme}.png", full_page=True)
        violations[path] = found_on(page)
    page.goto("/letter")
    page.get_by_label("The text of the letter").fill("She is a student in good standing.")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="What the letter says")).to_be_visible()
    page.screenshot(path=screenshots / f"page-letter-result-{size}-{scheme}.png", full_page=True)
    violations["the letter's result"] = found_on(page)
    assert {path: bad for path, bad in violations.items() if bad} == {}
