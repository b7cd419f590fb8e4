"""What stays, and what can be done with a whole conversation: W12, W13, W17."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.scripted import UNCLEAR

RESIDENTS = "what do residents pay"


class TestTheHistory:
    def test_survives_a_reload_with_what_was_chosen(self, widget):
        widget.say(UNCLEAR)
        widget.press("None of these")
        widget.page.reload()
        expect(widget.messages).to_have_count(3)
        expect(widget.log.locator(".mine")).to_have_text([f"You: {UNCLEAR}", "You: None of these"])
        expect(widget.messages.nth(1).get_by_role("button", name="None of these")).to_be_enabled()

    def test_shows_what_was_chosen_of_a_guides_question(self, widget):
        widget.say("which membership fits me")
        widget.press("In practice")
        widget.page.reload()
        expect(widget.messages.nth(1)).to_contain_text("In practice (chosen)")
        expect(widget.messages.nth(1).get_by_role("button")).to_have_text("Change")

    def test_goes_along_to_another_page_without_taking_the_focus(self, widget):
        widget.say(RESIDENTS)
        widget.page.goto("/faq")
        expect(widget.messages).to_have_count(2)
        assert widget.page.evaluate("document.activeElement === document.body")

    def test_stays_closed_once_closed(self, widget):
        widget.page.keyboard.press("Escape")
        widget.page.reload()
        widget.page.wait_for_load_state("networkidle")
        expect(widget.panel).to_have_count(0)

    def test_is_shared_by_two_tabs_and_shows_each_reply_once(self, open_widget, open_context):
        context = open_context(DESKTOP)
        first = open_widget(context=context)
        first.say(RESIDENTS)
        second = open_widget("/faq", context=context)
        expect(second.messages).to_have_count(2)
        second.say(UNCLEAR)
        expect(first.messages).to_have_count(3)
        first.say("banana pudding")
        expect(second.messages).to_have_count(4)
        ids = [
            tab.messages.evaluate_all("(all) => all.map((one) => one.dataset.id)")
            for tab in (first, second)
        ]
        assert ids[0] == ids[1]
        assert len(set(ids[0])) == 4

    def test_that_is_erased_in_one_tab_begins_anew_in_the_other(self, open_widget, open_context):
        context = open_context(DESKTOP)
        first = open_widget(context=context)
        first.say(RESIDENTS)
        second = open_widget("/faq", context=context)
        expect(second.messages).to_have_count(2)
        first.menu("Erase my conversation")
        first.agree("Erase my conversation")
        expect(second.messages).to_have_count(1)
        expect(second.last.get_by_role("button", name="Help me apply")).to_be_visible()

    def test_that_has_ended_makes_room_for_a_new_one(self, widget, gateway):
        widget.page.evaluate(
            "sessionStorage.setItem('membership-assistant', JSON.stringify({ token: 'long gone', isOpen: true }))"
        )
        widget.page.reload()
        expect(widget.log.get_by_text("Your earlier conversation has ended.")).to_be_visible()
        widget.say(RESIDENTS)

    def test_that_ends_while_one_types_goes_on_with_the_same_question(self, widget):
        widget.page.route(
            "**/api/chat/messages",
            lambda route: route.fulfill(
                status=401, json={"error": {"code": "no_session", "message": "Ended."}}
            ),
            times=1,
        )
        answer = widget.say(RESIDENTS)
        expect(answer).to_contain_text("checked Nov")

    def end(self, widget):
        widget.page.route(
            "**/api/chat/messages",
            lambda route: route.fulfill(
                status=401, json={"error": {"code": "no_session", "message": "Ended."}}
            ),
            times=1,
        )

    def test_that_ends_before_a_question_is_pressed_asks_it_in_the_next_one(self, widget, rasa):
        answer = widget.say(RESIDENTS)
        title = answer.locator(".choices button").first.inner_text()
        self.end(widget)
        widget.press(title)
        expect(widget.log.get_by_text("Your earlier conversation has ended.")).to_be_visible()
        expect(widget.log.locator(".mine").last).to_contain_text(title)
        assert rasa.texts[-1].startswith("/faq/membership_")

    def test_that_ends_in_the_middle_of_the_guide_offers_to_begin_it_again(self, widget, rasa):
        widget.say("which membership fits me")
        self.end(widget)
        greeting = widget.press("In practice")
        expect(widget.log.get_by_text("Your earlier conversation has ended.")).to_be_visible()
        assert "In practice" not in rasa.texts
        expect(greeting).to_contain_text("Hello")
        expect(greeting.get_by_role("button", name="Which membership fits me?")).to_be_visible()


class TestTheWholeConversation:
    def test_starting_over_is_asked_first_and_begins_anew(self, widget):
        widget.say(RESIDENTS)
        before = widget.stored()
        widget.menu("Start over")
        question = widget.panel.get_by_role("alertdialog")
        expect(question).to_have_accessible_name("Clear this conversation and start over?")
        expect(question.get_by_role("button", name="Cancel")).to_be_focused()
        widget.page.keyboard.press("Escape")
        expect(question).to_have_count(0)
        expect(widget.panel.get_by_role("button", name="More actions")).to_be_focused()
        expect(widget.messages).to_have_count(2)
        widget.menu("Start over")
        question.get_by_role("button", name="Start over").click()
        expect(widget.messages).to_have_count(1)
        assert widget.stored() != before
        expect(widget.panel.get_by_role("button", name="More actions")).to_be_focused()

    def test_erasing_leaves_nothing_on_the_server(self, widget, gateway):
        widget.say(RESIDENTS)
        token = widget.page.evaluate("JSON.parse(sessionStorage['membership-assistant']).token")
        widget.menu("Erase my conversation")
        widget.agree("Erase my conversation")
        expect(widget.log.get_by_text("Your conversation is erased.")).to_be_visible()
        answer = widget.page.request.get(
            "/api/chat/messages", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status == 401
        expect(widget.last.get_by_role("button", name="Help me apply")).to_be_visible()
        widget.say(RESIDENTS)

    def test_it_can_be_saved_as_text(self, widget, tmp_path):
        widget.say(RESIDENTS)
        with widget.page.expect_download() as download:
            widget.menu("Save as a text file")
        download.value.save_as(tmp_path / "saved.txt")
        text = (tmp_path / "saved.txt").read_text()
        assert f"You: {RESIDENTS}" in text
        assert "Source: Become an ACR Member" in text
        assert "checked Nov 23, 2026" in text

    # Plays the browser's own printing.
    PRINTS = """const begin = (view) => { view.print = () => { if (window.blocked) return; view.dispatchEvent(new Event('beforeprint'));
        window.printed = { title: view.document.title, text: view.document.body.innerText, styled: view.document.adoptedStyleSheets.length }; }; };
      new MutationObserver(() => document.querySelectorAll('iframe').forEach((one) => begin(one.contentWindow)))
        .observe(document, { childList: true, subtree: true });"""

    def test_it_can_be_printed_with_title_date_and_style_without_a_window(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.evaluate(self.PRINTS)
        widget.page.evaluate("window.open = () => null")
        widget.open()
        widget.say(RESIDENTS)
        widget.menu("Print the conversation")
        printed = widget.page.wait_for_function("window.printed").json_value()
        assert printed["title"] == "Membership assistant"
        assert printed["text"].startswith("Membership assistant")
        assert RESIDENTS in printed["text"]
        assert "202" in printed["text"]
        assert printed["styled"] == 1

    def test_where_printing_is_blocked_it_says_so(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.evaluate(self.PRINTS)
        widget.page.evaluate("window.blocked = true")
        widget.open()
        widget.menu("Print the conversation")
        expect(widget.log.get_by_text("Printing is blocked here.")).to_be_visible()
        expect(widget.page.locator("iframe")).to_have_count(0)

    def test_it_can_be_copied(self, open_context, open_widget):
        context = open_context(DESKTOP, permissions=["clipboard-read", "clipboard-write"])
        widget = open_widget(context=context)
        widget.say(RESIDENTS)
        widget.menu("Copy the conversation")
        expect(widget.log.get_by_text("Copied.")).to_be_visible()
        copied = widget.page.evaluate("navigator.clipboard.readText()")
        assert f"You: {RESIDENTS}" in copied
        assert "Source: Become an ACR Member" in copied

    def test_it_can_be_copied_where_the_browser_has_no_clipboard_for_pages(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.evaluate(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
            "document.addEventListener('copy', () => { window.copied = true; }, true);"
        )
        widget.open()
        widget.menu("Copy the conversation")
        expect(widget.log.get_by_text("Copied.")).to_be_visible()
        assert widget.page.evaluate("window.copied")

    def test_where_copying_is_blocked_it_says_so(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.evaluate(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
            "document.execCommand = () => false;"
        )
        widget.open()
        widget.menu("Copy the conversation")
        expect(widget.log.get_by_text("Copying is blocked here.")).to_be_visible()

    def test_the_menu_closes_by_a_click_elsewhere(self, widget):
        widget.panel.locator(".menu-place > .icon").click()
        widget.page.locator("h1").click()
        expect(widget.panel.locator(".menu")).to_be_hidden()

    def test_the_menu_closes_by_escape_before_the_panel_does(self, widget):
        widget.panel.locator(".menu-place > .icon").click()
        expect(widget.panel.locator(".menu")).to_be_visible()
        widget.page.keyboard.press("Escape")
        expect(widget.panel.locator(".menu")).to_be_hidden()
        expect(widget.panel).to_be_visible()
        expect(widget.panel.get_by_role("button", name="More actions")).to_be_focused()


class TestPrivacy:
    def test_one_line_and_a_link_stand_before_the_first_message(self, widget):
        first = widget.log.locator("> *").first
        expect(first).to_contain_text("Please enter no health details.")
        expect(first.get_by_role("link")).to_have_attribute("href", f"{widget.page.url}privacy")

    def test_numbers_that_must_not_be_kept_are_taken_out_and_it_says_so(self, widget):
        widget.say("my card is 4111 1111 1111 1111")
        expect(widget.log.get_by_text("I have removed what looked like one")).to_be_visible()
        expect(widget.log).not_to_contain_text("4111")
        widget.page.reload()
        expect(widget.log).not_to_contain_text("4111")

    def with_consent(self, open_widget, consent):
        widget = open_widget(opened=False)
        widget.host.evaluate("(one, consent) => one.setAttribute('consent', consent)", consent)
        return widget.open()

    def test_consent_can_be_asked_for_at_the_first_message(self, open_widget, rasa):
        widget = self.with_consent(open_widget, "ask")
        assert widget.stored() == {}
        widget.input.fill(RESIDENTS)
        widget.input.press("Enter")
        question = widget.panel.get_by_role("alertdialog")
        expect(question).to_have_accessible_name(
            "To answer, we keep this conversation for 90 days at most. Do you agree?"
        )
        question.get_by_role("button", name="Cancel").click()
        expect(widget.input).to_have_value(RESIDENTS)
        expect(widget.input).to_be_focused()
        assert not [url for url in widget.requests if "/sessions" in url or "/messages" in url]
        assert widget.stored() == {}
        widget.input.press("Enter")
        widget.agree("I agree")
        expect(widget.last).to_contain_text("checked Nov")
        widget.say(UNCLEAR)
        assert rasa.texts == [RESIDENTS, UNCLEAR]

    def test_the_notice_can_be_left_out(self, open_widget):
        widget = self.with_consent(open_widget, "off")
        expect(widget.log.locator(".privacy")).to_have_count(0)
