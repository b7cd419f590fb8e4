"""Opening and closing: W1-W3, W20-W22, and what is loaded when."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, SMALL_PHONE, ZOOMED

GREETING = "Hello. I answer questions"
# A laptop's screen at 200 % zoom.
HALF = (640, 512)


class TestBeforeItIsOpened:
    def test_it_is_a_button_that_says_what_it_does(self, open_widget):
        widget = open_widget(opened=False)
        expect(widget.launcher).to_have_role("button")
        expect(widget.launcher).to_have_accessible_name("Ask about membership")
        expect(widget.launcher).to_have_attribute("aria-expanded", "false")
        box = widget.launcher.bounding_box()
        assert box["width"] >= 44
        assert box["height"] >= 44

    def test_it_loads_one_file_and_stores_nothing(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.wait_for_load_state("networkidle")
        loaded = [url for url in widget.requests if "assistant" in url or "/api/" in url]
        assert len(loaded) == 1
        assert widget.stored() == {}
        assert widget.page.context.cookies() == []

    def test_it_is_reached_by_keyboard(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.keyboard.press("Shift+Tab")
        assert widget.focused() == "Ask about membership"
        widget.page.keyboard.press("Enter")
        expect(widget.input).to_be_focused()

    def test_it_shows_that_it_is_loading(self, open_widget):
        widget = open_widget(opened=False)
        held = {}
        widget.page.route(
            re.compile(r"/assistant/panel\.js"), lambda route: held.update(panel=route)
        )
        widget.launcher.click()
        expect(widget.launcher).to_have_attribute("aria-busy", "true")
        held["panel"].continue_()
        expect(widget.input).to_be_focused()
        expect(widget.launcher).not_to_have_attribute("aria-busy", "true")


class TestOpen:
    def test_it_is_a_dialog_beside_the_page_with_the_focus_in_the_field(self, widget):
        expect(widget.panel).to_have_role("dialog")
        expect(widget.panel).to_have_accessible_name("Membership assistant")
        expect(widget.panel).to_have_attribute("aria-modal", "false")
        expect(widget.input).to_be_focused()
        expect(widget.launcher).to_have_attribute("aria-expanded", "true")
        expect(widget.last).to_contain_text(GREETING)

    @pytest.mark.parametrize("size", [SMALL_PHONE, DESKTOP])
    def test_it_begins_with_the_first_words_of_the_greeting(self, open_widget, size):
        widget = open_widget(size=size)
        expect(widget.last).to_contain_text(GREETING)
        expect(widget.panel.get_by_text("You are talking to a program")).to_be_in_viewport(ratio=1)
        widget.page.keyboard.press("Escape")
        widget.launcher.click()
        expect(widget.panel.get_by_text("You are talking to a program")).to_be_in_viewport(ratio=1)

    def test_escape_closes_it_and_returns_the_focus(self, widget):
        widget.page.keyboard.press("Escape")
        expect(widget.panel).to_be_hidden()
        expect(widget.launcher).to_be_focused()
        expect(widget.launcher).to_have_attribute("aria-expanded", "false")

    def test_it_stands_in_the_place_of_the_button_until_it_is_closed(self, widget):
        expect(widget.launcher).to_be_hidden()
        box = widget.panel.bounding_box()
        assert DESKTOP[1] - (box["y"] + box["height"]) == 20
        widget.panel.get_by_role("button", name="Close", exact=True).click()
        expect(widget.panel).to_be_hidden()
        expect(widget.launcher).to_be_visible()
        expect(widget.launcher).to_be_focused()

    def test_tab_leaves_it_on_a_desktop(self, widget):
        widget.input.focus()
        inside = "document.activeElement?.localName === 'membership-assistant'"
        for _ in range(2):
            widget.page.keyboard.press("Tab")
        assert not widget.page.evaluate(inside)

    def test_everything_comes_from_one_origin(self, widget, gateway):
        widget.say("what do residents pay")
        assert {url.split("/")[2] for url in widget.requests} == {gateway.address.split("/")[2]}

    def test_the_content_security_policy_has_nothing_to_complain_of(self, widget):
        widget.say("what do residents pay")
        widget.menu("Ask us to contact you")
        assert widget.errors == []
        assert (
            widget.page.evaluate(
                "[...document.querySelector('membership-assistant').shadowRoot.querySelectorAll('[style]')].length"
            )
            == 0
        )


class TestLittleRoom:
    def test_on_a_phone_it_fills_the_screen_and_the_page_is_inert(self, open_widget):
        widget = open_widget(size=PHONE)
        expect(widget.panel).to_have_attribute("aria-modal", "true")
        assert widget.panel.bounding_box() == {
            "x": 0,
            "y": 0,
            "width": PHONE[0],
            "height": PHONE[1],
        }
        assert widget.page.evaluate("document.querySelector('dialog') === null")
        widget.page.evaluate("document.querySelector('.brand').focus()")
        assert widget.focused() == "text"
        widget.page.keyboard.press("Escape")
        expect(widget.launcher).to_be_focused()

    def test_the_field_is_large_enough_that_no_phone_zooms_in(self, open_widget):
        widget = open_widget(size=PHONE)
        assert widget.input.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") >= 16

    def test_it_follows_what_a_phones_keyboard_leaves_of_the_screen(self, open_widget):
        widget = open_widget(size=PHONE)
        widget.page.set_viewport_size({"width": PHONE[0], "height": 480})
        expect(widget.input).to_be_in_viewport(ratio=1)
        assert widget.panel.bounding_box()["height"] == 480

    def test_turning_it_keeps_the_focus(self, open_widget):
        widget = open_widget(size=PHONE)
        widget.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        expect(widget.panel).to_have_attribute("aria-modal", "false")
        expect(widget.input).to_be_focused()

    def test_at_400_percent_zoom_the_whole_panel_scrolls_and_nothing_goes_sideways(
        self, open_widget
    ):
        widget = open_widget(size=ZOOMED)
        widget.say("do students need proof")
        widget.say("which membership fits me")
        assert widget.panel.evaluate("(one) => one.scrollWidth <= one.clientWidth")
        assert widget.panel.evaluate("(one) => one.scrollHeight > one.clientHeight")
        assert widget.log.evaluate("(one) => getComputedStyle(one).overflowY") == "visible"
        seen = set()
        for _ in range(60):
            widget.page.keyboard.press("Tab")
            if not widget.page.evaluate(
                "document.activeElement?.localName === 'membership-assistant'"
            ):
                continue
            name, inside = widget.page.evaluate(
                """() => { const one = document.querySelector('membership-assistant').shadowRoot.activeElement;
                const box = one.getBoundingClientRect();
                return [one.id || one.textContent, one.role === 'log' || one.getAttribute('role') === 'log'
                  || (box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= -1 && box.right <= innerWidth + 1)]; }"""
            )
            assert inside, f"{name} has the focus and is not fully visible"
            seen.add(name)
        assert "text" in seen
        assert any("Was this helpful" in name or name == "Yes" for name in seen)

    @pytest.mark.parametrize("size", [(844, 390), ZOOMED])
    def test_with_little_height_an_answer_begins_below_the_bar(self, open_widget, size):
        widget = open_widget(size=size)
        widget.say("do students need proof")
        bar = widget.panel.locator(".top").bounding_box()
        mine = widget.log.locator(".mine").last.bounding_box()
        assert bar["y"] == 0
        assert mine["y"] >= bar["height"] - 1

    def test_on_its_side_a_phone_keeps_the_field_in_sight_and_nothing_behind_it(self, open_widget):
        widget = open_widget(size=(844, 390))
        widget.say("do students need proof")
        expect(widget.input).to_be_in_viewport(ratio=1)
        field = widget.panel.locator(".composer").bounding_box()
        for button in widget.last.locator(".choices button").all():
            button.focus()
            box = button.bounding_box()
            assert box["y"] + box["height"] <= field["y"] + 1

    @pytest.mark.parametrize("say", ["do students need proof", "which membership fits me"])
    def test_what_is_pressed_is_large_enough_for_a_thumb(self, open_widget, say):
        widget = open_widget(size=PHONE)
        widget.say(say)
        widget.panel.locator(".menu-place > .icon").click()
        small = widget.panel.evaluate(
            """(one) => [...one.querySelectorAll("button, summary, textarea, .links a, a.choice")]
            .filter((part) => part.checkVisibility()).map((part) => [part.textContent, part.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44 || box.width < 44).map(([text]) => text)"""
        )
        assert small == []

    def test_letters_twice_as_large_still_fit(self, open_widget):
        widget = open_widget(opened=False, size=PHONE)
        widget.page.evaluate("document.documentElement.style.fontSize = '200%'")
        widget.open()
        widget.say("what do residents pay")
        assert widget.input.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") == 32
        assert widget.panel.evaluate("(one) => one.scrollWidth <= one.clientWidth")
        expect(widget.input).to_be_in_viewport(ratio=1)

    @pytest.mark.parametrize("size", [PHONE, HALF])
    def test_letters_lines_and_words_may_stand_further_apart(self, open_widget, size):
        widget = open_widget(size=size)
        widget.panel.evaluate(
            """(one) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
              "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
            one.getRootNode().adoptedStyleSheets.push(sheet); }"""
        )
        widget.say("do students need proof")
        widget.say("which membership fits me")
        assert widget.log.evaluate("(one) => one.scrollWidth <= one.clientWidth")
        cut_off = widget.panel.evaluate(
            """(one) => [...one.querySelectorAll("button, summary, h2, label, p")].filter((part) => part.checkVisibility())
            .filter((part) => !part.closest(".unseen") && part.scrollWidth > part.clientWidth + 1 && part.clientWidth).map((part) => part.textContent)"""
        )
        assert cut_off == []
        expect(widget.input).to_be_in_viewport(ratio=1)


class TestHowItLooks:
    def test_nothing_moves_for_somebody_who_wants_no_motion(self, open_widget):
        widget = open_widget(reduced_motion="reduce")
        assert widget.page.evaluate("document.getAnimations().length") == 0

    def test_something_may_move_otherwise(self, open_widget):
        widget = open_widget(reduced_motion="no-preference")
        assert widget.panel.evaluate("(one) => getComputedStyle(one).animationName") == "rise"

    def test_forced_colours_keep_every_border(self, open_widget, screenshots):
        widget = open_widget(forced_colors="active")
        widget.say("which membership fits me")
        button = widget.last.get_by_role("button").first
        assert button.evaluate("(one) => getComputedStyle(one).borderTopStyle") == "solid"
        mine = widget.log.locator(".mine").last
        assert mine.evaluate("(one) => getComputedStyle(one).borderTopWidth") == "1px"
        widget.page.screenshot(path=screenshots / "forced-colors.png")

    def test_a_page_can_set_its_colours(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate(
            "(one) => one.style.setProperty('--assistant-accent', 'rgb(90, 20, 90)')"
        )
        assert (
            widget.launcher.evaluate("(one) => getComputedStyle(one).backgroundColor")
            == "rgb(90, 20, 90)"
        )

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_a_page_can_hold_it_light_or_dark(self, open_widget, theme):
        widget = open_widget(color_scheme="light" if theme == "dark" else "dark")
        widget.host.evaluate("(one, theme) => one.setAttribute('theme', theme)", theme)
        back = widget.panel.evaluate("(one) => getComputedStyle(one).backgroundColor")
        assert back == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 31)"}[theme]

    def test_in_the_dark_nothing_of_it_glares(self, open_widget):
        widget = open_widget(opened=False, color_scheme="dark")
        back = "(one) => getComputedStyle(one).backgroundColor.match(/[0-9]+/g).map(Number)"
        glare = [max(widget.launcher.evaluate(back))]
        widget.open()
        widget.say("what do residents pay")
        parts = (".panel", ".top", ".mine", ".composer", ".composer button")
        glare.extend(max(widget.host.locator(part).last.evaluate(back)) for part in parts)
        assert max(glare) < 128

    def test_the_styles_of_the_page_do_not_reach_it(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.evaluate(
            "const s = new CSSStyleSheet(); s.replaceSync('* { font-size: 40px !important; letter-spacing: 9px } button { display: none }');"
            "document.adoptedStyleSheets = [s];"
        )
        expect(widget.launcher).to_be_visible()
        assert widget.launcher.evaluate("(one) => getComputedStyle(one).letterSpacing") == "normal"


class TestFromThePageAroundIt:
    WATCH = """() => { window.events = [];
      for (const name of ['open', 'close', 'answer', 'miss', 'feedback', 'handoff', 'error'])
        document.querySelector('membership-assistant').addEventListener(name, ({ detail }) => window.events.push([name, detail])); }"""

    def test_it_can_be_opened_closed_and_asked(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate("(one) => one.open()")
        expect(widget.input).to_be_focused()
        widget.host.evaluate("(one) => one.close()")
        expect(widget.panel).to_be_hidden()
        widget.host.evaluate("(one) => one.ask('what do residents pay')")
        expect(widget.log.locator(".mine")).to_have_text("You: what do residents pay")
        expect(widget.last).to_contain_text("checked Nov")

    def test_it_can_be_asked_a_published_question_by_its_id(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate("(one) => one.ask('membership/cme')")
        expect(widget.log.locator(".mine")).to_contain_text(
            "What CME or education comes with membership?"
        )
        expect(widget.last).to_contain_text("91.25")

    def test_a_link_can_ask_a_published_question(self, open_widget):
        widget = open_widget("/#faq=membership/cme", opened=False)
        expect(widget.last).to_contain_text("91.25")

    def test_a_link_to_no_answer_of_ours_says_so(self, open_widget):
        widget = open_widget("/#faq=membership/nothing", opened=False)
        expect(widget.log.get_by_role("alert")).to_be_visible()

    def test_events_tell_what_happened_and_never_what_was_said(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.evaluate(self.WATCH)
        widget.open()
        widget.say("what do residents pay")
        widget.last.get_by_role("button", name="Yes").first.click()
        expect(widget.last.get_by_text("Thank you.")).to_be_visible()
        widget.say("banana pudding")
        widget.page.keyboard.press("Escape")
        events = widget.page.evaluate("window.events")
        assert [name for name, _ in events] == ["open", "answer", "feedback", "miss", "close"]
        assert events[1][1] == {"faqId": "membership/training_dues"}
        assert "residents" not in str(events)
        assert "banana" not in str(events)
