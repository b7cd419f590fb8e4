"""A call in a real browser: ten callers, one Enter each, and everything on the first screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from bot.console.answer_lookup import AnswerLookup
from bot.records.clock import utc_now
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.tables import callbacks
from bot.records.staff.role import Role
from testkit.console import PASSWORD
from testkit.console_server import served_console
from tests.browser.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

STUDENT = {
    "profession": "medical_student",
    "stage": "student",
    "enrolled": "yes",
    "place": "us",
    "school_place": "us",
}
# What ten callers say, and what has to stand on the first screen after one Enter.
CALLERS = (
    ("what do residents pay", "Member-in-training membership is free"),
    ("memmber in trainig dues", "Member-in-training membership is free"),
    ("can i pay in installments", "No answer on the pages"),
    ("what is the late fee", "nor what follows when it is not"),
    ("i am a physician in ohio", "Which field do you work or train in?"),
    ("hi i'm a pgy-4 at mass general, do i owe anything this year", "Member-in-training"),
    ("whats my member number", "That is you"),
    ("im a physicist, therapy, no board yet, working in ohio", "Associate member"),
    ("CODE", "Checklist for medical student"),
    ("39Q6PU", "Dr. Jane Roe"),
)


@pytest.fixture(scope="module")
def console(tmp_path_factory, knowledge):
    folder, lookup = tmp_path_factory.mktemp("console"), AnswerLookup.of_model(knowledge, "")
    with served_console(folder, lookup, "vera", Role.EDITOR) as served:
        code = SavedAnswers(served.engine, 90).keep("apply", STUDENT, "medical_student")
        with served.engine.begin() as connection:
            connection.execute(
                callbacks.insert().values(
                    reference="39Q6PU",
                    created_at=utc_now(),
                    name="Dr. Jane Roe",
                    email="jane@example.org",
                    question="When does it begin?",
                )
            )
        yield served.address, code


@pytest.fixture
def call(chromium, console):
    """Return a function that opens the page of a new call, signed in."""
    opened = []

    def open_(**how):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **how})
        opened.append(context)
        page = context.new_page()
        page.goto(f"{console[0]}/sign-in?next=/assist")
        page.fill("#name", "vera")
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/assist")
        return page

    yield open_
    for context in opened:
        context.close()


def ask(page, words):
    page.keyboard.press("/")
    page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def on_screen(page, text):
    """Tell whether a text stands on what is seen without scrolling."""
    boxes = page.get_by_text(text).all()
    height = page.viewport_size["height"]
    positions = [box.bounding_box() for box in boxes if box.is_visible()]
    return any(box and box["y"] >= 0 and box["y"] + 20 <= height for box in positions)


def test_ten_callers_are_answered_on_the_first_screen_in_one_enter_each(call, console):
    page = call()
    missed = []
    for number, (words, expected) in enumerate(CALLERS):
        ask(page, words.replace("CODE", console[1]))
        picture(page, f"call-{number}")
        if not on_screen(page, expected):
            missed.append(words)
        assert page.url.endswith("/assist")
        page.keyboard.press("/")
        with page.expect_navigation():
            page.keyboard.press("Escape")
        assert page.input_value("#q") == ""
    assert missed == []


def test_the_next_words_replace_those_of_the_caller_before(call):
    page = call()
    ask(page, "what do residents pay")
    page.keyboard.type("i lost my password")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.input_value("#q") == "i lost my password"


def test_the_decision_is_seen_without_scrolling_and_follows_the_form(call):
    page = call()
    ask(page, "i am a resident")
    assert page.evaluate("document.activeElement.id") == "a-place"
    page.select_option("#a-place", "us")
    page.wait_for_selector("#decision .card")
    box = page.locator("#decision .card h3").first.bounding_box()
    assert box["y"] + box["height"] <= 800
    ask(page, "do i get cme")
    assert page.input_value("#a-place") == "us"


def test_one_key_says_that_it_helped(call):
    page = call()
    ask(page, "what do residents pay")
    with page.expect_navigation():
        page.keyboard.press("+")
    assert page.get_by_text("Noted: it helped").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 820])
def test_axe_finds_nothing_on_a_call(call, console, scheme, width):
    page = call(color_scheme=scheme, viewport={"width": width, "height": 800})
    violations = {}
    for words, _ in CALLERS:
        ask(page, words.replace("CODE", console[1]))
        picture(page, f"call-{scheme}-{width}-{words[:12].replace(' ', '-')}")
        violations[words] = [v["id"] for v in Axe().run(page).response["violations"]]
    assert {words: ids for words, ids in violations.items() if ids} == {}
