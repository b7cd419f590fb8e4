"""The staff gateway in a real browser: axe, no script, hostile words, keyboard, the live decision."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from testkit.console import PASSWORD
from tests.browser.console import LONG_NAME, STUDENT
from tests.browser.pictures import LAPTOP, PICTURES, TABLET, picture

pytestmark = pytest.mark.browser

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
    "statements": "/knowledge/edit/career/dr_vs_ir",
    "new-answer": "/knowledge/new",
    "new-statements": "/knowledge/new?rests_on=statements",
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


@pytest.mark.parametrize(
    ("scheme", "viewport", "size"),
    [("light", LAPTOP, "laptop"), ("dark", LAPTOP, "laptop"), ("light", TABLET, "tablet")],
)
def test_axe_finds_nothing_on_any_screen(screens, scheme, viewport, size):
    browser = screens(color_scheme=scheme, viewport=viewport)
    violations_by_screen = {}
    for name, path in SCREENS.items():
        browser.open(path)
        picture(browser.page, f"{name}-{size}-{scheme}")
        if PICTURES and viewport is TABLET:
            browser.page.emulate_media(color_scheme="dark")
            picture(browser.page, f"{name}-{size}-dark")
            browser.page.emulate_media(color_scheme=scheme)
        violations = Axe().run(browser.page).response["violations"]
        violations_by_screen[name] = [
            (v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in violations
        ]
    browser.context.clear_cookies()
    browser.open("/sign-in")
    picture(browser.page, f"sign-in-{size}-{scheme}")
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
    browser.page.fill("#why", "They ask for the credits' receipt")
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


def test_every_statement_that_was_typed_survives_a_session_that_is_over(screens):
    browser = screens()
    browser.open("/knowledge/edit/career/dr_vs_ir")
    says = browser.page.locator("[name=statement_says]")
    says.first.fill("Images show what is wrong.")
    says.last.fill("One department trains for longer.")
    browser.page.locator("[name=statement_removed]").nth(1).check()
    browser.context.clear_cookies()
    browser.press(browser.page.get_by_role("button", name="Save draft"))
    browser.page.fill("#name", "admin")
    browser.page.fill("#password", PASSWORD)
    browser.press(browser.page.locator("main button"))
    assert says.first.input_value() == "Images show what is wrong."
    assert says.last.input_value() == "One department trains for longer."
    assert says.nth(2).input_value()
    assert browser.page.locator("[name=statement_removed]").nth(1).is_checked()
    assert browser.page.locator("[name=statement_removed]:checked").count() == 1


def test_a_statement_is_moved_by_the_keyboard_and_enter_only_saves(screens):
    browser = screens()
    browser.open("/knowledge/edit/career/typical_day")
    ids = browser.page.locator("[name=statement_id]")
    first, second = ids.nth(0).input_value(), ids.nth(1).input_value()
    browser.page.get_by_role("button", name="Move statement 2 up").focus()
    with browser.page.expect_navigation():
        browser.page.keyboard.press("Enter")
    assert browser.page.url.endswith(f"#row-{second}")
    assert [ids.nth(0).input_value(), ids.nth(1).input_value()] == [second, first]
    assert browser.page.locator(f"#row-{second}").is_visible()
    picture(browser.page, "statement-moved")
    browser.page.locator("#why").focus()
    with browser.page.expect_navigation():
        browser.page.keyboard.press("Enter")
    assert [ids.nth(0).input_value(), ids.nth(1).input_value()] == [second, first]


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
