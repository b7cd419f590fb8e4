"""The two pictures of the README: `ASSISTANT_PICTURES=docs/images pytest tests/browser/test_readme_pictures.py` takes them anew."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.pictures import picture
from tests.browser.test_talking import RESIDENT


def test_an_answer_beside_the_page(open_widget):
    widget = open_widget(size=(960, 720))
    answer = widget.say("what do residents pay")
    expect(answer).to_be_in_viewport()
    expect(answer.locator("time")).to_be_in_viewport()
    picture(widget.page, "answer")


def test_a_result_on_a_phone_in_the_dark(open_widget):
    widget = open_widget(size=(390, 720), color_scheme="dark")
    widget.say("which membership fits me")
    result = widget.answer_all(*RESIDENT)
    expect(result.locator(".card")).to_contain_text("Member-in-training")
    expect(result.get_by_role("link", name="Apply now")).to_be_in_viewport()
    picture(widget.page, "result")
