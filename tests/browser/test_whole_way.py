"""The real processes behind the real page: a keyboard alone reaches an answer, a rating and a person."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from testkit.served import stack  # noqa: F401 - a fixture
from tests.browser.widget import Widget


@pytest.mark.rasa
@pytest.mark.served
def test_a_keyboard_reaches_a_sourced_answer_a_rating_and_a_sent_callback(open_context, stack):  # noqa: F811
    page = open_context().new_page()
    page.set_default_timeout(15_000)
    widget = Widget(page)
    keys = page.keyboard
    page.goto(stack.address)

    def tab_to(name, key="Tab"):
        for _ in range(60):
            if widget.focused().startswith(name):
                return
            keys.press(key)
        pytest.fail(f"the keyboard does not reach {name!r}; it is at {widget.focused()!r}")

    tab_to("Ask about membership", "Shift+Tab")
    keys.press("Enter")
    expect(widget.input).to_be_focused()
    keys.type("what do residents pay for membership")
    keys.press("Enter")
    expect(widget.last.locator(".sources summary")).to_be_visible(timeout=15_000)
    expect(widget.last.locator("time")).to_contain_text("checked Nov")

    tab_to("Yes", "Shift+Tab")
    keys.press("Enter")
    expect(widget.last.locator(".thanks")).to_have_text("Thank you.")

    tab_to("More actions", "Shift+Tab")
    keys.press("Enter")
    tab_to("Ask us to contact you")
    keys.press("Enter")
    for field, text in (("name", "A Person"), ("email", "person@example.org")):
        tab_to(field)
        keys.type(text)
    tab_to("consent")
    keys.press("Space")
    tab_to("Send")
    keys.press("Enter")
    expect(widget.log.get_by_text("Your reference is")).to_be_visible()
    keys.press("Escape")
    expect(widget.launcher).to_be_focused()
    assert widget.errors == []
