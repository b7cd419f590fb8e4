"""The pages round the widget, without JavaScript, and the widget on the page of somebody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.widget import Widget


@pytest.fixture
def plain(open_context):
    return open_context(java_script_enabled=False).new_page()


class TestWithoutJavaScript:
    def test_the_first_page_leads_to_the_answers(self, plain):
        plain.goto("/")
        plain.get_by_role("navigation", name="Main").get_by_role(
            "link", name="Questions and answers"
        ).click()
        plain.get_by_role("link", name="What do I get as a member?").click()
        expect(plain.get_by_role("heading", level=1)).to_have_text("What do I get as a member?")
        expect(plain.locator(".sources")).to_contain_text("checked Nov")

    def test_answers_can_be_searched(self, plain, screenshots):
        plain.goto("/faq")
        plain.get_by_label("Search the answers").fill("proof of enrollment")
        plain.get_by_role("button", name="Search").click()
        first = plain.locator(".matches a").first
        expect(first).to_have_attribute("href", "/faq/membership/enrollment_verification")
        plain.screenshot(path=screenshots / "page-faq-search.png")

    def test_a_search_that_finds_nothing_says_whom_to_ask(self, plain):
        plain.goto("/faq?q=zzzz")
        expect(plain.get_by_role("heading", name="No answers for “zzzz”")).to_be_visible()
        expect(plain.locator("main").get_by_role("link", name="1-800-347-7748")).to_be_visible()

    def test_the_search_shows_markup_as_text(self, plain):
        plain.goto("/faq?q=%3Cimg+src%3Dx%3E")
        assert plain.locator("img").count() == 0

    def test_the_check_leads_from_question_to_result(self, plain, screenshots):
        plain.goto("/eligibility")
        plain.get_by_label("In residency, fellowship or a training program").check()
        plain.screenshot(path=screenshots / "page-eligibility.png")
        with plain.expect_navigation():
            plain.get_by_role("button", name="Next").click()
        for _ in range(9):
            if not plain.get_by_role("button", name="Next").count():
                break
            for answer in (
                "Physician (also resident, fellow or graduate)",
                "United States",
                "Diagnostic radiology",
                "Residency",
                "Yes",
            ):
                if plain.get_by_label(answer, exact=True).count():
                    plain.get_by_label(answer, exact=True).check()
                    break
            else:
                if plain.get_by_label("I’m not sure").count():
                    plain.get_by_label("I’m not sure").check()
            with plain.expect_navigation():
                plain.get_by_role("button", name="Next").click()
        expect(plain.locator(".card")).to_contain_text("Member-in-training")
        plain.screenshot(path=screenshots / "page-eligibility-result.png", full_page=True)

    @pytest.mark.parametrize(
        "path", ["/", "/faq", "/eligibility", "/privacy", "/accessibility", "/letter", "/nothing"]
    )
    def test_no_page_scrolls_sideways_on_a_small_screen(self, open_context, path):
        page = open_context((320, 568), java_script_enabled=False).new_page()
        page.goto(path)
        assert page.locator("html").evaluate("(one) => one.scrollWidth") <= 320


class TestOnAnotherSite:
    """http://localhost and http://127.0.0.1 are different sites to a browser."""

    PAGE = """<!doctype html><html lang="en"><title>Society</title><main><h1>Society</h1></main>
      <script type="module" src="{gateway}/assistant.js"></script><membership-assistant></membership-assistant></html>"""

    def embed(self, page, gateway, origin):
        policy = f"default-src 'none'; script-src {gateway.address}; style-src 'none'; connect-src {gateway.address}"
        page.route(
            f"{origin}/society",
            lambda route: route.fulfill(
                body=self.PAGE.format(gateway=gateway.address),
                content_type="text/html",
                headers={"Content-Security-Policy": policy},
            ),
        )
        page.goto(f"{origin}/society")

    def test_it_works_where_it_is_allowed_under_a_strict_policy(self, open_context, gateway, rasa):
        widget = Widget(open_context(PHONE).new_page())
        self.embed(widget.page, gateway, f"http://localhost:{gateway.settings.gateway_port}")
        widget.open()
        answer = widget.say("what do residents pay")
        expect(answer).to_contain_text("checked Nov")
        assert widget.errors == []
        result = widget.say("which membership fits me")
        expect(result.locator(".progress")).to_be_visible()

    def test_it_does_not_load_where_it_is_not(self, open_context, gateway):
        widget = Widget(open_context().new_page())
        other = f"http://localhost:{gateway.settings.gateway_port + 1}"
        self.embed(widget.page, gateway, other)
        widget.page.wait_for_load_state("networkidle")
        expect(widget.launcher).to_have_count(0)
