"""The pages round the widget, without JavaScript, and the widget on the page of somebody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Gateway, settings_for
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

    def test_a_printed_result_has_the_number_and_the_addresses(self, plain):
        plain.goto("/eligibility?stage=student&profession=medical_student&enrolled=yes&place=us")
        plain.emulate_media(media="print")
        expect(plain.locator(".print")).to_contain_text("1-800-347-7748")
        address = plain.locator("main a[href^=http]").first.evaluate(
            "(one) => getComputedStyle(one, '::after').content"
        )
        assert "https://www.acr.org/Membership/Join" in address
        expect(plain.locator("header.site")).to_be_hidden()

    def test_on_a_phone_a_table_is_a_list_of_named_things(self, open_context):
        page = open_context((360, 740), java_script_enabled=False).new_page()
        page.goto(
            "/eligibility?stage=in_training&profession=physician&place=us&program=residency&field=diagnostic_radiology&training_end=2027-06-30"
        )
        named = (
            page.locator("tbody tr")
            .last.locator("td")
            .evaluate_all("(all) => all.map((one) => getComputedStyle(one, '::before').content)")
        )
        assert named == ["none", '"What happens: "', "none"]

    def test_a_question_for_a_day_is_a_heading_as_the_others_are(self, plain):
        plain.goto("/eligibility?stage=in_practice&ask=training_end")
        question = plain.get_by_role("heading", name="On which day did (or will)")
        field = plain.locator("input[type=date]")
        assert question.bounding_box()["y"] < field.bounding_box()["y"]
        expect(field).to_have_accessible_name(question.inner_text())

    def test_what_else_can_be_done_with_a_question_is_broken_nowhere(self, open_context):
        page = open_context(PHONE, java_script_enabled=False).new_page()
        page.goto("/eligibility?stage=in_practice&ask=training_end")
        links = page.locator(".question > a").all()
        assert len(links) == 2
        assert [link.evaluate("(one) => one.getClientRects().length") for link in links] == [1, 1]

    def test_a_date_in_a_table_stands_on_one_line(self, plain):
        plain.goto(
            "/eligibility?stage=in_training&profession=physician&place=us&program=residency&field=diagnostic_radiology&training_end=2027-06-30"
        )
        days = plain.locator("table").last.locator("td:first-child")
        assert "December 30, 2027" in days.all_inner_texts()
        lines = "(one) => { const r = document.createRange(); r.selectNodeContents(one); return r.getClientRects().length; }"
        assert {day.evaluate(lines) for day in days.all()} == {1}

    @pytest.mark.parametrize(
        "path", ["/", "/faq", "/eligibility", "/privacy", "/accessibility", "/letter", "/nothing"]
    )
    def test_no_page_scrolls_sideways_on_a_small_screen(self, open_context, path):
        page = open_context((320, 568), java_script_enabled=False).new_page()
        page.goto(path)
        assert page.locator("html").evaluate("(one) => one.scrollWidth") <= 320


def test_what_search_engines_read_is_no_script_to_the_content_security_policy(open_widget):
    widget = open_widget("/faq/membership/cme")
    expect(widget.page.locator('script[type="application/ld+json"]')).to_have_count(1)
    assert widget.errors == []


class TestBehindAProxy:
    """As docs/embedding.md has it: the site passes a folder on, and the assistant knows its name."""

    SITE = "http://localhost:8351"
    PAGE = """<!doctype html><html lang="en"><title>Society</title><main><h1>Society</h1></main>
      <script type="module" src="/assistant/assistant.js"></script><membership-assistant></membership-assistant></html>"""

    @pytest.fixture(scope="class")
    def behind(self, tmp_path_factory, scripted_rasa):
        settings = settings_for(tmp_path_factory.mktemp("folder"), root_path="/assistant")
        gateway = Gateway(settings, scripted_rasa)
        gateway.start()
        yield gateway
        gateway.stop()

    @pytest.fixture
    def site(self, open_context, behind, rasa):
        context = open_context()

        def pass_on(route):
            path = route.request.url.removeprefix(self.SITE)
            if path.startswith("/assistant/"):
                address = behind.address + path.removeprefix("/assistant")
                route.fulfill(response=route.fetch(url=address))
            elif path == "/":
                policy = "default-src 'none'; script-src 'self'; connect-src 'self'"
                headers = {"Content-Security-Policy": policy}
                route.fulfill(body=self.PAGE, content_type="text/html", headers=headers)
            else:
                route.fulfill(status=404, body="Not of the assistant")

        context.route(f"{self.SITE}/**", pass_on)
        return context.new_page()

    def test_the_widget_answers_and_its_links_stay_in_the_folder(self, site):
        widget = Widget(site)
        site.goto(f"{self.SITE}/")
        widget.open()
        expect(widget.say("what do residents pay")).to_contain_text("checked Nov")
        link = widget.log.get_by_role("link", name="Privacy")
        expect(link).to_have_attribute("href", f"{self.SITE}/assistant/privacy")
        assert widget.errors == []

    def test_its_pages_have_their_styles_and_lead_to_one_another(self, site):
        site.goto(f"{self.SITE}/assistant/faq")
        look = site.locator("header.site").evaluate(
            "(one) => getComputedStyle(one).borderBottomStyle"
        )
        assert look == "solid"
        site.get_by_role("link", name="Which membership fits", exact=True).click()
        site.get_by_label("In practice", exact=True).check()
        site.get_by_role("button", name="Next").click()
        expect(site.get_by_text("Question 2 of about")).to_be_visible()
        site.get_by_role("link", name="Check my letter").click()
        site.get_by_label("The text of the letter").fill("She is a student in good standing.")
        site.get_by_role("button", name="Check").click()
        expect(site.get_by_role("heading", name="What the letter says")).to_be_visible()
        assert site.url == f"{self.SITE}/assistant/letter"


class TestOnAnotherSite:
    """http://localhost and http://127.0.0.1 are different sites to a browser."""

    PAGE = """<!doctype html><html lang="en"><title>Society</title><main><h1>Society</h1></main>
      <script type="module" src="{gateway}/assistant.js"></script><membership-assistant></membership-assistant></html>"""

    def embed(self, page, gateway, origin, directives="", **headers):
        policy = f"default-src 'none'; script-src {gateway.address}; style-src 'none'; connect-src {gateway.address}"
        page.route(
            f"{origin}/society",
            lambda route: route.fulfill(
                body=self.PAGE.format(gateway=gateway.address),
                content_type="text/html",
                headers={"Content-Security-Policy": f"{policy}; {directives}", **headers},
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

    @pytest.mark.parametrize(
        ("directives", "headers"),
        [
            ("require-trusted-types-for 'script'; trusted-types 'none'", {}),
            ("sandbox allow-scripts allow-same-origin allow-forms", {}),
            ("", {"Cross-Origin-Embedder-Policy": "require-corp"}),
        ],
        ids=["trusted types", "sandbox", "embedder policy"],
    )
    def test_it_works_on_a_page_that_guards_itself(
        self, open_context, gateway, rasa, directives, headers
    ):
        widget = Widget(open_context().new_page())
        origin = f"http://localhost:{gateway.settings.gateway_port}"
        self.embed(widget.page, gateway, origin, directives, **headers)
        widget.open()
        expect(widget.say("what do residents pay")).to_contain_text("checked Nov")
        assert widget.errors == []

    def test_it_does_not_load_where_it_is_not(self, open_context, gateway):
        widget = Widget(open_context().new_page())
        other = f"http://localhost:{gateway.settings.gateway_port + 1}"
        self.embed(widget.page, gateway, other)
        widget.page.wait_for_load_state("networkidle")
        expect(widget.launcher).to_have_count(0)
