"""Asking and being answered: W4-W11."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.scripted import (
    EVIL_LINKS,
    GOOD_LINKS,
    HOSTILE,
    LONG,
    MARKUP,
    UNCLEAR,
    UNHEARD_OF,
)

RESIDENTS = "what do residents pay"
# What a resident answers, whichever of it is asked.
RESIDENT = (
    "In residency, fellowship or a training program",
    "Physician (also resident, fellow or graduate)",
    "United States",
    "Diagnostic radiology",
    "Residency",
    "Yes",
)
IN_PRACTICE = (
    "In practice",
    "Physician (also resident, fellow or graduate)",
    "Diagnostic radiology",
    "United States",
    "American Board of Radiology (ABR)",
)
STUDENT = ("Student", "Medical student", "Yes, I am enrolled", "United States", "Yes")


class TestAnAnswer:
    def test_shows_its_sources_and_the_day_they_were_checked(self, widget):
        answer = widget.say(RESIDENTS)
        link = answer.locator(".sources a").first
        expect(link).to_have_attribute("href", "https://www.acr.org/Membership/Join")
        expect(link).to_contain_text("Become an ACR Member")
        expect(link).to_have_attribute("rel", "noopener noreferrer")
        expect(answer.locator("time")).to_have_text("checked Nov 23, 2026")

    def test_says_once_which_pages_differ_and_whom_to_ask(self, widget):
        answer = widget.say("do students need proof")
        expect(answer.get_by_text("differ")).to_have_count(1)
        expect(answer.locator(".note")).to_contain_text("the membership department can confirm")
        answer.locator(".sources summary").click()
        for title in ("Become an ACR Member", "FAQs for Med Students"):
            expect(answer.locator(".sources").get_by_role("link", name=title)).to_be_visible()

    def test_is_marked_with_its_own_language(self, open_widget):
        widget = open_widget(opened=False)
        widget.page.evaluate("document.documentElement.lang = 'fr'")
        widget.open()
        expect(widget.panel).to_have_attribute("lang", "fr")
        expect(widget.last.locator(".body")).to_have_attribute("lang", "en")

    def test_has_buttons_for_what_may_come_next(self, widget):
        answer = widget.say(RESIDENTS)
        group = answer.get_by_role("group", name="You can also ask")
        first = group.get_by_role("button").first
        title = first.inner_text()
        widget.press(title)
        expect(widget.log.locator(".mine").last).to_contain_text(title)
        expect(first).to_have_text(title)

    def test_a_suggestion_stays_a_good_question_when_another_was_taken(self, widget):
        answer = widget.say(RESIDENTS)
        number = widget.messages.count() - 1
        first, second, *_ = answer.locator(".choices button").all_inner_texts()
        widget.press(first)
        widget.messages.nth(number).get_by_role("button", name=second, exact=True).click()
        expect(widget.log.locator(".mine").last).to_contain_text(second)

    def test_is_rated_before_anything_else_is_suggested(self, widget):
        answer = widget.say(RESIDENTS)
        assert answer.evaluate(
            "(one) => [...one.children].findIndex((part) => part.matches('.feedback'))"
            " < [...one.children].findIndex((part) => part.matches('.choices'))"
        )

    def test_a_greetings_buttons_stay_good_after_one_was_pressed(self, widget):
        for title, count in (("What will I pay?", 2), ("Help me apply", 3)):
            widget.messages.first.get_by_role("button", name=title, exact=True).click()
            expect(widget.messages).to_have_count(count)
            expect(widget.log.locator(".mine").last).to_contain_text(title)

    def test_has_its_own_headings_below_the_one_that_names_the_assistant(self, widget):
        widget.say("which membership fits me")
        question = widget.last
        expect(question.get_by_role("heading", level=3)).to_have_text("Assistant:")
        expect(question.get_by_role("heading", level=4)).to_have_text(
            "Where are you in your career today?"
        )

    def test_is_a_heading_among_headings(self, widget):
        answer = widget.say(RESIDENTS)
        expect(answer.get_by_role("heading", level=3).first).to_have_text("Assistant:")

    def test_has_its_telephone_numbers_as_links(self, widget):
        answer = widget.say("banana pudding")
        expect(answer.locator(".body a")).to_have_attribute("href", "tel:1-800-347-7748")

    def test_breaks_no_telephone_number_over_two_lines(self, widget):
        number = widget.say("banana pudding").locator(".body a")
        for width in range(320, 480, 8):
            widget.page.set_viewport_size({"width": width, "height": 768})
            assert number.evaluate("(one) => one.getClientRects().length") == 1, width

    def test_shows_its_sources_on_one_line_until_they_are_unfolded(self, widget):
        answer = widget.say(RESIDENTS)
        expect(answer.locator(".sources summary")).to_contain_text("Become an ACR Member")
        expect(answer.locator(".sources a").first).to_be_hidden()
        answer.locator(".sources summary").click()
        expect(answer.locator(".sources a").first).to_be_visible()

    def test_of_several_pages_is_shown_with_the_first_and_how_many_more(self, widget):
        widget.host.evaluate("(one) => one.ask('career/alternate_pathway')")
        summary = widget.last.locator(".sources summary")
        expect(summary).to_contain_text("Pathway Update (The Beam) and 2 more")
        summary.click()
        expect(widget.last.locator(".sources a")).to_have_count(3)


class TestNotUnderstood:
    def test_did_you_mean_offers_questions_and_a_way_out(self, widget):
        question = widget.say(UNCLEAR)
        group = question.get_by_role("group", name="Did you mean")
        assert group.get_by_role("button").count() == 3
        miss = widget.press("None of these")
        expect(miss).to_contain_text("Then I do not have that answer")
        expect(miss.get_by_role("link", name="Call 1-800-347-7748")).to_have_attribute(
            "href", "tel:1-800-347-7748"
        )
        expect(miss.get_by_role("button", name="Ask us to contact you")).to_be_visible()

    def test_a_miss_has_a_next_step(self, widget):
        miss = widget.say("banana pudding")
        miss.get_by_role("button", name="Ask us to contact you").click()
        expect(widget.panel.locator(".view textarea")).to_have_value("banana pudding")


class TestAnnouncements:
    def test_each_message_once_in_order_and_plain(self, widget):
        widget.say(RESIDENTS)
        widget.say(UNCLEAR)
        widget.page.wait_for_timeout(50)
        announced = [line for line in widget.announcements() if line != "Looking for an answer"]
        assert len(announced) == len(set(announced)) == 3
        assert announced[0].startswith("Hello")
        assert announced[2].startswith("If you mean")
        assert "Did you mean one of these?" in announced[2]
        assert "<" not in "".join(announced)

    def test_are_gone_after_a_second(self, widget):
        region = widget.host.locator("[aria-live=polite]").last
        widget.say(RESIDENTS)
        expect(region.locator("p")).to_have_count(0, timeout=3000)

    def test_none_when_the_conversation_is_restored(self, widget):
        widget.say(RESIDENTS)
        widget.page.reload()
        expect(widget.messages).to_have_count(2)
        widget.page.wait_for_timeout(100)
        assert widget.announcements() == []

    def test_are_heard_on_a_phone_where_all_but_the_panel_is_inert(self, open_widget):
        widget = open_widget(size=PHONE)
        region = widget.page.get_by_role("status").and_(widget.page.locator("[aria-live=polite]"))
        expect(region).to_have_count(1)
        assert region.evaluate("(one) => one.closest('dialog').matches(':modal')")

    def test_come_from_one_polite_region_and_the_log_is_silent(self, widget):
        expect(widget.log).to_have_attribute("aria-live", "off")
        expect(widget.log).to_have_attribute("tabindex", "0")
        expect(widget.log).to_have_accessible_name("Conversation")


class TestScrollingAndFocus:
    def test_the_focus_stays_when_a_message_arrives(self, widget):
        widget.say(RESIDENTS)
        expect(widget.input).to_be_focused()

    def test_a_reader_further_up_is_left_alone_and_told(self, widget, rasa):
        widget.say(LONG)
        rasa.delay = 0.6
        widget.input.fill(RESIDENTS)
        widget.input.press("Enter")
        widget.log.evaluate("(one) => { one.scrollTop = 0; }")
        fresh = widget.panel.get_by_role("button", name="New messages")
        expect(fresh).to_be_visible()
        expect(widget.messages).to_have_count(3)
        assert widget.log.evaluate("(one) => one.scrollTop") == 0
        fresh.click()
        expect(widget.last).to_be_in_viewport()
        expect(fresh).to_be_hidden()
        expect(widget.log).to_be_focused()

    def test_what_was_asked_stays_in_sight_above_an_answer_that_took_long(self, widget, rasa):
        rasa.delay = 0.6
        rasa.reply = [{"kind": "notice", "text": "Line\n" * 60, "blocks": []}]
        widget.say(RESIDENTS)
        expect(widget.log.locator(".mine")).to_be_in_viewport(ratio=1)

    def test_two_answers_are_no_news_to_who_has_just_asked(self, widget, rasa):
        rasa.reply = [
            {"kind": "notice", "text": f"{name}\n" * 30, "blocks": []} for name in ("one", "two")
        ]
        widget.say(RESIDENTS)
        expect(widget.messages).to_have_count(3)
        expect(widget.panel.get_by_role("button", name="New messages")).to_be_hidden()

    def test_of_two_answers_to_a_choice_by_keyboard_the_first_is_focused(self, widget, rasa):
        widget.say("which membership fits me")
        rasa.reply = [
            {"kind": "notice", "text": name, "blocks": [{"type": "p", "runs": [name]}]}
            for name in ("one", "two")
        ]
        widget.last.get_by_role("button", name="In practice").focus()
        widget.page.keyboard.press("Enter")
        expect(widget.messages).to_have_count(4)
        expect(widget.messages.nth(2)).to_be_focused()

    def test_a_long_answer_is_shown_from_its_beginning(self, widget):
        widget.say(LONG)
        expect(widget.last.get_by_text("Line 0.", exact=True)).to_be_in_viewport()


class TestWhatIsSentToIt:
    def test_markup_stays_text_and_only_good_links_are_links(self, widget):
        answer = widget.say(HOSTILE)
        assert answer.get_by_text(MARKUP, exact=False).count() >= 7
        assert widget.panel.locator("img, script, b, iframe").count() == 0
        links = answer.locator("a").evaluate_all(
            "(all) => all.map((one) => one.getAttribute('href'))"
        )
        assert links == list(GOOD_LINKS)
        assert answer.get_by_text("evil", exact=False).count() >= len(EVIL_LINKS)
        assert widget.page.evaluate("window.alerted") == []

    def test_what_a_person_types_stays_text_too(self, widget):
        widget.say(MARKUP)
        expect(widget.log.locator(".mine")).to_have_text(f"You: {MARKUP}")
        assert widget.panel.locator("img, script, b").count() == 0

    def test_an_unheard_of_block_is_shown_as_plain_text(self, widget):
        expect(widget.say(UNHEARD_OF)).to_contain_text("The same in plain words.")


class TestTyping:
    def test_a_wait_is_shown_and_said_once(self, widget, rasa):
        rasa.delay = 1.0
        widget.input.fill(RESIDENTS)
        widget.input.press("Enter")
        expect(widget.log.locator(".typing")).to_be_visible()
        expect(widget.messages).to_have_count(2)
        expect(widget.log.locator(".typing")).to_have_count(0)
        assert widget.announcements().count("Looking for an answer") == 1

    def test_enter_twice_sends_once(self, widget, rasa):
        rasa.delay = 0.3
        widget.input.fill(RESIDENTS)
        widget.input.press("Enter")
        widget.input.fill("and again")
        widget.input.press("Enter")
        expect(widget.messages).to_have_count(2)
        expect(widget.input).to_have_value("and again")
        assert rasa.texts == [RESIDENTS]

    def test_shift_enter_begins_a_line(self, widget):
        widget.input.press_sequentially("one")
        widget.input.press("Shift+Enter")
        expect(widget.input).to_have_value("one\n")

    def test_a_counter_speaks_up_near_the_limit_and_nothing_is_cut_off(self, widget, rasa):
        counter = widget.panel.locator(".counter")
        widget.input.fill("x" * 939)
        expect(counter).to_have_text("")
        widget.input.fill("x" * 940)
        expect(counter).to_have_text("60 characters left")
        widget.input.fill("x" * 1005)
        expect(counter).to_have_text("5 characters too many")
        expect(widget.input).to_have_attribute("aria-invalid", "true")
        widget.input.press("Enter")
        expect(widget.input).to_have_value("x" * 1005)
        assert rasa.texts == []

    def test_a_letter_that_is_too_long_is_led_to_its_own_page(self, widget):
        widget.say("which membership fits me")
        widget.answer_all(*STUDENT)
        widget.press("Help me apply")
        widget.press("Check my letter")
        expect(widget.panel.get_by_label("The text of your letter")).to_be_visible()
        assert widget.input.bounding_box()["height"] >= 120
        widget.input.fill("x" * 1005)
        counter = widget.panel.locator(".counter")
        expect(counter).to_contain_text("5 characters too many")
        link = counter.get_by_role("link", name="Check it on its own page")
        assert link.get_attribute("href").endswith("/letter")
        widget.input.fill("x")
        expect(link).to_have_count(0)

    def test_the_enter_that_ends_a_composition_in_safari_sends_nothing(self, widget, rasa):
        widget.input.fill("にほん")
        widget.input.evaluate(
            "(one) => one.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))"
        )
        widget.page.wait_for_timeout(50)
        assert rasa.texts == []
        expect(widget.input).to_have_value("にほん")

    def test_what_is_half_written_is_there_after_a_reload(self, widget):
        widget.input.fill("what do resid")
        widget.page.reload()
        expect(widget.input).to_have_value("what do resid")

    def test_nothing_is_not_sent(self, widget, rasa):
        widget.input.fill("   ")
        widget.input.press("Enter")
        widget.page.wait_for_timeout(50)
        assert rasa.texts == []


class TestFeedback:
    def ask(self, widget):
        return widget.say(RESIDENTS).get_by_role("group", name="Was this helpful?")

    def test_a_yes_is_kept_once_and_survives_a_reload(self, widget):
        group = self.ask(widget)
        group.get_by_role("button", name="Yes").click()
        expect(widget.last.locator(".thanks")).to_have_text("Thank you.")
        expect(group.get_by_role("button", name="Yes")).to_have_text("Yes (chosen)")
        expect(group.get_by_role("button", name="No")).to_have_attribute("aria-disabled", "true")
        expect(group.get_by_role("button", name="Yes")).to_be_focused()
        widget.page.reload()
        expect(widget.last.get_by_role("button", name="Yes (chosen)")).to_be_visible()

    def test_a_no_may_have_a_reason(self, widget):
        self.ask(widget).get_by_role("button", name="No").click()
        expect(widget.last.get_by_role("radio")).to_have_count(4)
        widget.last.get_by_label("Hard to understand").check()
        widget.last.get_by_label("In your own words (optional)").fill("too short")
        with widget.page.expect_request("**/feedback") as sent:
            widget.last.locator(".reasons").get_by_role("button", name="Send").click()
        assert sent.value.post_data_json == {
            "message": sent.value.post_data_json["message"],
            "helpful": False,
            "reason": "unclear",
            "comment": "too short",
        }
        expect(widget.last.locator(".reasons")).to_have_count(0)
        expect(widget.last.get_by_role("button", name="Ask us to contact you")).to_be_visible()

    def test_a_no_brings_the_reasons_into_sight_and_the_focus_to_them(self, widget):
        self.ask(widget).get_by_role("button", name="No").click()
        expect(widget.last.locator(".reasons")).to_be_in_viewport(ratio=0.99)
        expect(widget.last.get_by_label("Not my question")).to_be_focused()

    def test_after_a_yes_some_are_asked_whether_it_saved_a_call(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate("(one) => one.setAttribute('asks-one-in', '1')")
        widget.open()
        self.ask(widget).get_by_role("button", name="Yes").click()
        question = widget.last.get_by_role("group", name="Did this save you a call or an e-mail?")
        expect(question).to_be_visible()
        with widget.page.expect_response(re.compile("/feedback")) as answered:
            question.get_by_role("button", name="Yes").click()
        assert answered.value.status == 204
        assert answered.value.request.post_data_json["saved_call"] is True

    def test_nobody_is_asked_twice(self, open_widget):
        widget = open_widget(opened=False)
        widget.host.evaluate("(one) => one.setAttribute('asks-one-in', '1')")
        widget.open()
        for _ in range(2):
            self.ask(widget).get_by_role("button", name="Yes").click()
            expect(widget.last.locator(".thanks")).to_have_text("Thank you.")
        assert widget.last.get_by_role("group", name="Did this save").count() == 0


class TestTheGuide:
    def test_shows_where_one_is_and_why_one_is_asked(self, widget, rasa):
        question = widget.say("which membership fits me")
        expect(question.locator(".progress")).to_contain_text(re.compile(r"Question 1 of about \d"))
        count = len(rasa.texts)
        question.get_by_text("Why we ask").click()
        expect(question.get_by_text("belong to different categories")).to_be_visible()
        assert len(rasa.texts) == count
        expect(question.get_by_role("button", name="I’m not sure")).to_be_visible()

    def test_leads_back_and_to_a_result_with_reasons_and_links(self, widget, screenshots):
        widget.say("which membership fits me")
        second = widget.press("In residency, fellowship or a training program")
        expect(second.locator(".progress")).to_contain_text("Question 2")
        first = widget.press("Go back")
        expect(first.locator(".progress")).to_contain_text("Question 1")
        result = widget.answer_all(*RESIDENT)
        expect(result.locator(".card")).to_contain_text("Member-in-training")
        expect(result.locator(".card")).to_contain_text("$0 a membership year")
        expect(result.get_by_text("Why", exact=True)).to_be_visible()
        link = result.get_by_role("link", name="Printable summary")
        assert re.match(r"http://127\.0\.0\.1:\d+/eligibility\?", link.get_attribute("href"))
        widget.page.screenshot(path=screenshots / "result.png")

    def test_lets_one_change_an_answer(self, widget):
        widget.say("which membership fits me")
        widget.answer_all(*RESIDENT)
        change = widget.press("Change an answer")
        question = widget.press(change.get_by_role("button").first.inner_text())
        expect(question.locator(".progress")).to_contain_text("Question")

    def test_an_answered_question_shows_what_was_chosen_and_can_be_changed(self, widget):
        widget.say("which membership fits me")
        widget.press("In practice")
        first = widget.messages.nth(1)
        expect(first.locator(".folded span")).to_have_text("In practice (chosen)")
        expect(first.get_by_role("button")).to_have_count(1)
        first.get_by_role("button", name="Change: In practice").click()
        expect(first.get_by_role("button", name="Student")).to_be_focused()
        before = widget.messages.count()
        first.get_by_role("button", name="Fully retired").click()
        expect(widget.messages).to_have_count(before + 1)
        expect(first.locator(".folded span")).to_have_text("Fully retired (chosen)")

    def test_begins_at_nothing_and_never_goes_back(self, widget):
        question = widget.say("which membership fits me")
        done = [question.locator("progress").evaluate("(one) => one.position")]
        for _ in range(3):
            titles = widget.last.get_by_role("button").all_inner_texts()
            bar = widget.press(next(one for one in RESIDENT if one in titles)).locator("progress")
            done.append(bar.evaluate("(one) => one.position"))
        assert done[0] == 0
        assert done == sorted(done)

    def test_tells_screen_readers_how_many_buttons_can_be_seen(self, widget):
        question = widget.say("which membership fits me")
        shown = [one for one in question.locator(".choices button").all() if one.is_visible()]
        assert widget.announcements()[-1].endswith(f"{len(shown)} buttons follow.")

    def test_a_choice_by_keyboard_moves_on_to_the_next_question(self, widget):
        widget.say("which membership fits me")
        widget.last.get_by_role("button", name="In practice").focus()
        widget.page.keyboard.press("Enter")
        expect(widget.messages).to_have_count(3)
        expect(widget.last).to_be_focused()
        expect(widget.last).to_be_in_viewport()
        widget.page.keyboard.press("Tab")
        assert widget.focused() != "Change"

    def test_a_day_can_be_chosen_instead_of_written(self, widget):
        widget.say("which membership fits me")
        widget.answer_all(*IN_PRACTICE)
        question = widget.press("What will I pay?")
        before = widget.messages.count()
        question.get_by_label("Date").fill("2025-06-30")
        question.get_by_role("button", name="Send", exact=True).click()
        expect(widget.messages).to_have_count(before + 1)
        expect(widget.log.locator(".mine").last).to_contain_text("June 30, 2025")
        expect(widget.last).to_contain_text("First dues")
        expect(widget.last).to_be_focused()
        expect(question.locator(".date")).to_be_hidden()

    def test_no_day_is_sent_before_one_is_chosen(self, widget):
        widget.say("which membership fits me")
        widget.answer_all(*IN_PRACTICE)
        question = widget.press("What will I pay?")
        before = widget.messages.count()
        question.get_by_role("button", name="Send", exact=True).click()
        expect(question.get_by_label("Date")).to_be_focused()
        expect(widget.messages).to_have_count(before)

    def test_a_result_can_be_applied_for_first_of_all(self, widget):
        widget.say("which membership fits me")
        result = widget.answer_all(*RESIDENT)
        first = result.locator(".links a").first
        expect(first).to_contain_text("Apply now")
        expect(first).to_have_attribute("href", "https://www.acr.org/Membership/Join")
        expect(result.locator("time")).to_have_text("checked Nov 21, 2026")

    def test_the_way_to_apply_is_in_sight_below_a_students_result(self, open_widget):
        widget = open_widget(size=LAPTOP)
        widget.say("which membership fits me")
        result = widget.answer_all(*STUDENT)
        expect(result.get_by_role("link", name="Apply now")).to_be_in_viewport(ratio=1)

    def test_a_calendar_file_opens_no_tab(self, widget):
        result = widget.say("radiology resident in Ohio, training ends June 30, 2027")
        link = result.get_by_role("link", name="Calendar file", exact=True)
        expect(link).not_to_have_attribute("target", "_blank")
        with widget.page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == "membership.ics"

    def test_who_cannot_be_told_is_led_to_a_person(self, widget):
        widget.say("which membership fits me")
        result = widget.answer_all()
        expect(result.locator(".contact a")).to_have_attribute("href", "tel:1-800-347-7748")
        expect(result.get_by_role("button", name="Ask us to contact you")).to_be_visible()

    def test_what_is_owed_is_a_list_that_fits_the_panel(self, widget):
        widget.say("which membership fits me")
        widget.answer_all(*RESIDENT)
        row = widget.press("What will I pay?").locator("tbody tr").first
        named = row.locator("td").evaluate_all(
            "(all) => all.map((one) => getComputedStyle(one, '::before').content.slice(1, -3))"
        )
        assert named == ["", "A year", ""]
        tops = [cell.bounding_box()["y"] for cell in row.locator("td").all()]
        assert tops == sorted(set(tops))
        assert widget.log.evaluate("(one) => one.scrollWidth <= one.clientWidth")

    def test_each_button_under_a_checklist_stays_good_after_another(self, widget):
        widget.say("which membership fits me")
        widget.answer_all(*STUDENT)
        checklist = widget.press("Help me apply")
        number = widget.messages.count() - 1
        for title in ("Check my letter", "Request for a letter", "Save with a code"):
            before = widget.messages.count()
            widget.messages.nth(number).get_by_role("button", name=title, exact=True).click()
            expect(widget.messages).to_have_count(before + 1)
        expect(widget.last).to_contain_text("under a code")
        assert checklist.locator("[aria-disabled]").count() == 0

    def test_a_checklist_has_steps(self, widget):
        widget.say("which membership fits me")
        widget.answer_all(*RESIDENT)
        checklist = widget.press("Help me apply")
        assert checklist.locator(".steps > li").count() >= 3


@pytest.mark.parametrize("text", ["/restart", "／restart", '/control{"do": "restart"}'])
def test_no_text_is_a_command(widget, rasa, text):
    widget.say(text)
    assert not rasa.texts[-1].startswith(("/", "／"))
