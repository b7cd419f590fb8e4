"""A visitor with a phone: ask, decide, apply, save, be called back; by touch, and by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

STUDENT = ("Student", "Medical student", "Yes, I am enrolled", "United States")
APPLICATION = "https://www.acr.org/Membership/Join"


class ByTouch:
    """Taps what it is to press, and types with the phone's own keyboard."""

    def __init__(self, widget):
        self.widget = widget

    def press(self, element):
        element.tap()

    def type(self, element, text):
        element.tap()
        self.widget.page.keyboard.type(text)


class ByKeyboard:
    """Goes with Tab until the element has the focus; no element is reached in any other way."""

    MOST_STEPS = 120

    def __init__(self, widget):
        self.widget = widget

    def press(self, element):
        self._reach(element)
        is_box = element.get_attribute("type") == "checkbox"
        self.widget.page.keyboard.press("Space" if is_box else "Enter")

    def type(self, element, text):
        self._reach(element)
        self.widget.page.keyboard.type(text)

    def _reach(self, element):
        expect(element).to_be_visible()
        for _ in range(self.MOST_STEPS):
            if element.evaluate("(one) => one.getRootNode().activeElement === one"):
                return
            self.widget.page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {element}; it is at {self.widget.focused()!r}")


@pytest.mark.parametrize("by", [ByTouch, ByKeyboard])
def test_a_visitor_asks_decides_applies_saves_and_asks_for_a_call(open_widget, screenshots, by):
    widget = open_widget(opened=False, size=PHONE, has_touch=True, is_mobile=True)
    hand = by(widget)
    panel, keys = widget.panel, widget.page.keyboard

    def press(title):
        before = widget.messages.count()
        hand.press(widget.last.get_by_role("button", name=title, exact=True))
        expect(widget.messages).not_to_have_count(before)

    hand.press(widget.launcher)
    expect(widget.input).to_be_focused()
    keys.type("do students need proof")
    keys.press("Enter")
    expect(widget.last.locator(".sources summary")).to_contain_text("checked Nov 23, 2026")

    hand.type(widget.input, "which membership fits me")
    hand.press(panel.locator(".composer button"))
    for answer in STUDENT:
        expect(widget.last.locator(".progress")).to_be_visible()
        press(answer)
    expect(widget.last.locator(".card")).to_contain_text("Medical student member")
    expect(widget.last.get_by_role("link", name="Apply now")).to_have_attribute("href", APPLICATION)

    press("Help me apply")
    expect(widget.last.locator(".steps")).to_contain_text("Apply online")
    press("Save with a code")
    press("Yes, save")
    expect(widget.last).to_contain_text(re.compile(r"Your code is \w{4}-\w{4}"))
    expect(widget.last.get_by_role("button", name="Copy")).to_be_visible()

    hand.press(panel.locator(".menu-place summary"))
    hand.press(panel.locator(".menu").get_by_role("button", name="Ask us to contact you"))
    form = panel.locator(".view")
    expect(form.get_by_label("Your question")).not_to_have_value("")
    hand.type(form.get_by_label("Name"), "A Student")
    hand.type(form.get_by_label("Phone"), "1-800-555-0100")
    hand.press(form.get_by_label("You may contact me about this question."))
    widget.page.screenshot(path=screenshots / f"journey-form-{by.__name__}.png")
    hand.press(form.get_by_role("button", name="Send", exact=True))
    receipt = widget.log.locator(".card").last
    expect(receipt).to_contain_text(re.compile("Your reference is [A-Z0-9]{6}"))
    expect(receipt).to_be_in_viewport()
    widget.page.screenshot(path=screenshots / f"journey-receipt-{by.__name__}.png")

    widget.page.reload()
    if not panel.is_visible():
        hand.press(widget.launcher)
    expect(widget.log.get_by_text("Your reference is")).to_be_visible()
    hand.press(panel.get_by_role("button", name="Close", exact=True))
    expect(panel).to_be_hidden()
    assert widget.errors == []
