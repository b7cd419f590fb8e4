"""What a page can do with the element, and what a page's own ways must not break."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, LAPTOP, LARGE, PHONE

RESET = """* { margin: 0; font-family: "Courier New"; letter-spacing: .1em; line-height: 1; font-size: 1.2rem }
html { font-size: 62.5% }"""


def style(widget, text):
    widget.page.evaluate(
        "(text) => { const s = new CSSStyleSheet(); s.replaceSync(text); document.adoptedStyleSheets = [s]; }",
        text,
    )


def attribute(widget, name, value=""):
    widget.host.evaluate("(one, [name, value]) => one.setAttribute(name, value)", [name, value])


class TestOnAPageWithItsOwnStyles:
    def test_a_reset_of_the_page_leaves_it_legible(self, open_widget):
        widget = open_widget(opened=False)
        style(widget, RESET)
        widget.open()
        look = widget.input.evaluate(
            "(one) => { const s = getComputedStyle(one); return [parseFloat(s.fontSize), s.letterSpacing, parseFloat(s.lineHeight)]; }"
        )
        assert look == [16, "normal", 24]
        assert widget.launcher.bounding_box()["height"] >= 44

    def test_an_ancestor_that_is_transformed_does_not_hold_it_back(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate(
            """(one) => { const held = document.createElement('section');
            document.body.prepend(held); const style = new CSSStyleSheet();
            style.replaceSync('section { transform: translateZ(0); height: 3000px }');
            document.adoptedStyleSheets = [style]; held.append(one); }"""
        )
        expect(widget.launcher).to_be_in_viewport(ratio=1)
        widget.open()
        expect(widget.panel).to_be_in_viewport(ratio=1)

    def test_the_page_may_style_the_button(self, open_widget):
        widget = open_widget(opened=False)
        style(widget, "membership-assistant::part(launcher) { border-radius: 3px }")
        expect(widget.launcher).to_have_css("border-radius", "3px")

    @pytest.mark.parametrize("size", [DESKTOP, PHONE])
    def test_nothing_of_it_is_printed_with_the_page(self, open_widget, size):
        widget = open_widget(opened=False, size=size)
        expect(widget.launcher).to_be_visible()
        widget.page.emulate_media(media="print")
        expect(widget.launcher).to_be_hidden()
        widget.page.emulate_media(media="screen")
        widget.open()
        widget.page.emulate_media(media="print")
        expect(widget.panel).to_be_hidden()


class TestOnAPageThatMovesThings:
    def test_moved_on_a_phone_it_is_still_in_front_of_an_inert_page(self, open_widget):
        widget = open_widget(size=PHONE)
        widget.host.evaluate("(one) => document.body.prepend(one)")
        expect(widget.panel).to_be_visible()
        assert widget.panel.evaluate("(one) => one.matches(':modal')")

    def test_a_second_script_and_a_second_element_make_one_button(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.evaluate(
            "document.body.append(document.createElement('membership-assistant')); import('/assistant.js?v=2')"
        )
        widget.page.wait_for_load_state("networkidle")
        expect(widget.page.locator("membership-assistant .launcher")).to_have_count(1)
        assert widget.errors == []

    def test_a_new_element_takes_over_from_one_that_is_gone(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate(
            "(one) => { document.body.append(document.createElement('membership-assistant')); one.remove(); }"
        )
        expect(widget.page.locator("membership-assistant .launcher")).to_be_visible()


class TestInAFrame:
    """A frame that may not open the browser's own dialogs."""

    PAGE = """<!doctype html><html lang="en"><title>Society</title>
      <script type="module" src="/assistant.js"></script><membership-assistant {}><a href="/faq">All answers</a></membership-assistant></html>"""
    FRAME = '<!doctype html><title>Outer</title><iframe sandbox="{}" src="/inner" width="900" height="700"></iframe>'

    def frame(self, open_context, attributes="", allowed="allow-scripts allow-same-origin"):
        page = open_context((1000, 768)).new_page()
        pages = {"outer": self.FRAME.format(allowed), "inner": self.PAGE.format(attributes)}

        def show(route):
            body = pages[route.request.url.rpartition("/")[2]]
            route.fulfill(body=body, content_type="text/html")

        page.route(re.compile("/(outer|inner)$"), show)
        page.goto("/outer")
        return page.frame_locator("iframe")

    def framed(self, open_context, attributes=""):
        frame = self.frame(open_context, attributes)
        frame.locator(".launcher").click()
        return frame.locator("dialog.panel")

    def test_the_conversation_can_be_cleared_and_erased(self, open_context, rasa):
        panel = self.framed(open_context)
        for title in ("Start over", "Erase my conversation"):
            panel.locator("#text").fill("what do residents pay")
            panel.locator("#text").press("Enter")
            expect(panel.locator(".message").last).to_contain_text("checked Nov")
            panel.locator(".menu-place > .icon").click()
            panel.locator(".menu").get_by_role("button", name=title).click()
            panel.get_by_role("alertdialog").get_by_role("button", name=title).click()
            expect(panel.locator(".mine")).to_have_count(0)
            expect(panel.locator(".message")).to_have_count(1)

    def test_consent_can_be_given(self, open_context, rasa):
        panel = self.framed(open_context, 'consent="ask"')
        panel.locator("#text").fill("what do residents pay")
        panel.locator("#text").press("Enter")
        panel.get_by_role("alertdialog").get_by_role("button", name="I agree").click()
        expect(panel.locator(".message").last).to_contain_text("checked Nov")

    def test_where_the_frame_has_no_origin_the_link_inside_stays(self, open_context):
        frame = self.frame(open_context, allowed="allow-scripts")
        expect(frame.get_by_role("link", name="All answers")).to_be_visible()
        expect(frame.locator(".launcher")).to_have_count(0)


class TestWhereStorageIsBlocked:
    def test_it_works_without_tabs_that_talk_to_one_another(self, open_context, open_widget):
        context = open_context(DESKTOP)
        context.add_init_script(
            "window.BroadcastChannel = class { constructor() { throw new DOMException('', 'SecurityError'); } };"
            "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
        )
        widget = open_widget(context=context)
        widget.say("what do residents pay")
        assert widget.errors == []


class TestItsAttributes:
    def test_a_language_may_be_written_in_capitals(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate(
            "(one) => { const next = document.createElement('membership-assistant'); next.lang = 'ES'; one.replaceWith(next); }"
        )
        expect(widget.launcher).to_have_text("Pregunte sobre la membresía")

    def test_a_page_may_name_its_button_and_its_own_privacy_page(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate(
            """(one) => { const next = document.createElement('membership-assistant');
            next.setAttribute('label', 'Ask us'); next.setAttribute('privacy-url', 'https://society.example/privacy');
            one.replaceWith(next); }"""
        )
        expect(widget.launcher).to_have_text("Ask us")
        widget.open()
        link = widget.log.locator(".privacy").get_by_role("link")
        expect(link).to_have_attribute("href", "https://society.example/privacy")

    def test_a_page_may_state_the_version_and_its_hash(self, open_widget):
        widget = open_widget(opened=False)
        event = widget.page.evaluate(
            """async () => { const { file, integrity } = await (await fetch('/assistant.json')).json();
            const script = Object.assign(document.createElement('script'), { type: 'module', src: '/' + file, integrity, crossOrigin: 'anonymous' });
            return new Promise((resolve) => { script.onload = script.onerror = ({ type }) => resolve(type); document.head.append(script); }); }"""
        )
        assert event == "load"

    def test_a_page_may_bring_its_own_button(self, open_widget):
        widget = open_widget(opened=False)
        attribute(widget, "launcher", "none")
        expect(widget.launcher).to_be_hidden()
        widget.page.locator(".brand").focus()
        widget.host.evaluate("(one) => one.open()")
        expect(widget.input).to_be_focused()
        widget.page.keyboard.press("Escape")
        expect(widget.page.locator(".brand")).to_be_focused()

    def test_a_hidden_one_is_shown_when_the_page_opens_it(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate("(one) => { one.hidden = true; return one.open(); }")
        expect(widget.panel).to_be_visible()
        expect(widget.input).to_be_focused()

    def test_it_may_stand_on_the_left_with_offsets_of_its_own(self, open_widget):
        widget = open_widget(opened=False)
        attribute(widget, "position", "left")
        style(
            widget,
            "membership-assistant { --assistant-offset-x: 10px; --assistant-offset-y: 70px }",
        )
        box = widget.launcher.bounding_box()
        assert (box["x"], box["y"] + box["height"]) == (10, DESKTOP[1] - 70)

    def test_it_may_have_a_size_of_its_own(self, open_widget):
        widget = open_widget(opened=False)
        style(
            widget,
            "membership-assistant { --assistant-width: 500px; --assistant-height: 400px }",
        )
        widget.open()
        box = widget.panel.bounding_box()
        assert (box["width"], box["height"]) == (500, 400)

    def test_a_large_screen_has_a_larger_panel(self, open_widget):
        small, large = (open_widget(size=size).panel.bounding_box() for size in [LAPTOP, LARGE])
        assert large["width"] > small["width"]
        assert large["height"] > small["height"] + 150

    @pytest.mark.parametrize("size", [DESKTOP, PHONE])
    def test_it_may_stand_in_the_page(self, open_widget, size):
        widget = open_widget(opened=False, size=size)
        widget.host.evaluate(
            "(one) => { const next = document.createElement('membership-assistant'); next.setAttribute('inline', '');"
            " one.remove(); document.querySelector('main').prepend(next); }"
        )
        expect(widget.messages.first).to_be_visible()
        expect(widget.launcher).to_be_hidden()
        assert widget.panel.evaluate("(one) => getComputedStyle(one).position") == "static"
        assert not widget.panel.evaluate("(one) => one.matches(':modal')")
        assert widget.page.evaluate("document.activeElement === document.body")


class TestAsking:
    def test_two_questions_at_once_are_answered_one_after_the_other(self, open_widget):
        widget = open_widget(opened=False)
        results = widget.host.evaluate(
            "(one) => Promise.all([one.ask('what do residents pay'), one.ask('membership/cme')])"
        )
        assert results == [
            {"kind": "answer", "faqId": "membership/training_dues"},
            {"kind": "answer", "faqId": "membership/cme"},
        ]
        expect(widget.messages).to_have_count(3)

    @pytest.mark.parametrize(
        ("question", "code"), [("membership/nothing", "no_answer"), ("  ", "empty")]
    )
    def test_what_cannot_be_asked_is_told_to_the_page(self, open_widget, question, code):
        widget = open_widget(opened=False)
        told = widget.host.evaluate(
            "(one, question) => one.ask(question).then(() => 'answered', (error) => error.code)",
            question,
        )
        assert told == code
        assert widget.log.get_by_role("button", name="Try again").count() == 0

    def test_a_visitor_who_does_not_agree_is_not_asked_for(self, open_widget, rasa):
        widget = open_widget(opened=False)
        attribute(widget, "consent", "ask")
        widget.host.evaluate(
            "(one) => { window.asked = one.ask('membership/cme').then(() => 'answered', (error) => error.code); }"
        )
        widget.panel.get_by_role("alertdialog").get_by_role("button", name="Cancel").click()
        assert widget.page.evaluate("window.asked") == "no_consent"
        assert rasa.texts == []

    def test_a_link_asks_once_and_leaves_the_address(self, open_widget):
        widget = open_widget("/#faq=membership/cme", opened=False)
        expect(widget.last).to_contain_text("91.25")
        assert "#" not in widget.page.url
        widget.page.reload()
        expect(widget.messages).to_have_count(2)
        widget.page.wait_for_load_state("networkidle")
        expect(widget.messages).to_have_count(2)
        widget.page.evaluate("location.hash = '#faq=membership/cme'")
        expect(widget.messages).to_have_count(3)
