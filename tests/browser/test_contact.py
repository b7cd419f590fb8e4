"""The form to be called back: W14."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect


@pytest.fixture
def form(widget):
    widget.say("banana pudding")
    widget.last.get_by_role("button", name="Ask us to contact you").click()
    return widget.panel.locator(".view")


def select(gateway, query):
    engine = sa.create_engine(gateway.settings.database, future=True)
    with engine.connect() as connection:
        return connection.execute(sa.text(query)).mappings().all()


def test_it_begins_with_the_last_question_and_says_when_and_whom_to_call(form):
    expect(form.get_by_role("heading")).to_be_focused()
    expect(form.get_by_label("Your question")).to_have_value("banana pudding")
    expect(form.get_by_role("link", name="Call 1-800-347-7748")).to_be_visible()


def test_what_is_missing_is_listed_and_each_entry_leads_to_its_field(widget, form):
    form.get_by_label("Your question").fill("")
    form.get_by_role("button", name="Send", exact=True).click()
    summary = form.locator(".summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(4)
    for label in ("Name", "E-mail", "Your question", "You may contact me about this question."):
        expect(form.get_by_label(label, exact=True)).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("E-mail")).to_have_accessible_description(
        "Enter an e-mail address or a phone number"
    )
    summary.get_by_role("link", name="Enter an e-mail address").click()
    expect(form.get_by_label("E-mail")).to_be_focused()


def test_what_is_missing_is_listed_in_the_order_of_the_fields(form):
    form.get_by_label("Your question").fill("")
    form.get_by_label("Phone").fill("abc")
    form.get_by_role("button", name="Send", exact=True).click()
    assert form.locator(".summary a").all_inner_texts() == [
        "Enter your name",
        "Enter a phone number with its area code, as in 1-800-555-0100",
        "Enter your question",
        "Agree that we may contact you",
    ]


def test_an_answer_in_the_guide_is_not_taken_for_the_question(widget):
    widget.say("do students need proof")
    widget.say("which membership fits me")
    widget.say("In practice")
    widget.menu("Ask us to contact you")
    form = widget.panel.locator(".view")
    expect(form.get_by_label("Your question")).to_have_value("which membership fits me")
    form.get_by_role("button", name="Back to the conversation").click()
    widget.say("what do residents pay")
    widget.menu("Ask us to contact you")
    expect(form.get_by_label("Your question")).to_have_value("what do residents pay")


def test_a_later_question_replaces_the_first_whatever_else_was_typed(widget, form):
    form.get_by_label("Name").fill("A Person")
    form.get_by_role("button", name="Back to the conversation").click()
    widget.say("what do residents pay")
    widget.menu("Ask us to contact you")
    expect(form.get_by_label("Your question")).to_have_value("what do residents pay")
    expect(form.get_by_label("Name")).to_have_value("A Person")


@pytest.mark.parametrize("ending", ["Start over", "Erase my conversation"])
def test_what_was_typed_goes_with_the_conversation(widget, form, ending):
    fill(form)
    form.get_by_role("button", name="Back to the conversation").click()
    widget.menu(ending)
    widget.agree(ending)
    expect(widget.messages).to_have_count(1)
    widget.menu("Ask us to contact you")
    for label in ("Name", "E-mail", "Your question"):
        expect(form.get_by_label(label, exact=True)).to_have_value("")


def test_there_is_room_for_a_question_of_several_lines(form):
    assert form.get_by_label("Your question").bounding_box()["height"] >= 120


def test_it_is_sent_with_its_topic_and_only_with_consent_shares_the_conversation(
    widget, form, gateway
):
    fill(form)
    form.get_by_label("Topic").select_option(label="Dues")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(widget.last).to_contain_text("Your reference is")
    expect(widget.input).to_be_focused()
    assert any("Your reference is" in line for line in widget.announcements())
    last = select(gateway, "SELECT * FROM callbacks ORDER BY created_at DESC")[0]
    assert (last["topic"], last["share_conversation"], last["question"]) == (
        "dues",
        0,
        "banana pudding",
    )
    clicked = select(
        gateway, f"SELECT contact_clicked_at FROM sessions WHERE id = '{last['session_id']}'"
    )
    assert clicked[0]["contact_clicked_at"]


def test_the_conversation_can_be_shared(widget, form, gateway):
    fill(form)
    form.get_by_label("You may read this conversation (optional).").check()
    form.get_by_role("button", name="Send", exact=True).click()
    expect(widget.last).to_contain_text("Your reference is")
    assert (
        select(gateway, "SELECT * FROM callbacks ORDER BY created_at DESC")[0]["share_conversation"]
        == 1
    )


def test_what_the_server_refuses_is_said_and_nothing_typed_is_lost(widget, form):
    refusal = {
        "error": {"code": "too_fast", "message": "That was a lot at once. Please wait 9 seconds."}
    }
    widget.page.route("**/callbacks", lambda route: route.fulfill(status=429, json=refusal))
    fill(form)
    form.get_by_role("button", name="Send", exact=True).click()
    expect(form.locator(".summary")).to_contain_text("Please wait 9 seconds.")
    expect(form.get_by_label("Name")).to_have_value("A Person")


def test_a_phone_number_alone_is_enough(widget, form, gateway):
    form.get_by_label("Name").fill("A Person")
    form.get_by_label("Phone").fill("1-800-555-0100")
    form.get_by_label("You may contact me about this question.").check()
    form.get_by_role("button", name="Send", exact=True).click()
    expect(widget.last).to_contain_text("Your reference is")
    last = select(gateway, "SELECT * FROM callbacks ORDER BY created_at DESC")[0]
    assert (last["email"], last["phone"]) == ("", "1-800-555-0100")


def test_a_phone_number_that_nobody_can_call_is_complained_of(form):
    fill(form)
    form.get_by_label("Phone").fill("abc")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(form.get_by_label("Phone")).to_have_attribute("aria-invalid", "true")
    expect(form.locator(".summary").get_by_role("link")).to_have_count(1)


def test_what_the_server_complains_of_is_said_at_its_field(form):
    fill(form)
    form.get_by_label("E-mail").fill("a@b")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(form.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("E-mail")).to_have_accessible_description(
        "Please check the e-mail address, as in you@example.org."
    )


def test_what_was_typed_is_there_when_one_comes_back(widget, form):
    fill(form)
    form.get_by_role("button", name="Back to the conversation").click()
    widget.last.get_by_role("button", name="Ask us to contact you").click()
    expect(form.get_by_label("Name")).to_have_value("A Person")
    expect(form.get_by_label("You may contact me about this question.")).to_be_checked()


def test_the_receipt_stays_in_the_conversation_and_in_what_is_saved(widget, form, tmp_path):
    fill(form)
    form.get_by_role("button", name="Send", exact=True).click()
    expect(widget.last).to_contain_text("Your reference is")
    receipt = widget.last.locator("p").inner_text()
    widget.say("banana pudding")
    widget.page.reload()
    expect(widget.log.get_by_text(receipt)).to_be_visible()
    with widget.page.expect_download() as download:
        widget.menu("Save as a text file")
    download.value.save_as(tmp_path / "saved.txt")
    assert receipt in (tmp_path / "saved.txt").read_text()


def test_the_receipt_says_when_where_that_is_promised(widget, form):
    assert "working days" not in receipt_of(widget, form)


def test_the_receipt_keeps_what_was_promised(open_widget):
    widget = open_widget(opened=False)
    widget.page.route("**/chat/about", promising(callback_days=2))
    widget.open()
    widget.say("banana pudding")
    widget.last.get_by_role("button", name="Ask us to contact you").click()
    text = receipt_of(widget, widget.panel.locator(".view"))
    assert "will contact you within 2 working days." in text
    widget.page.reload()
    expect(widget.log.get_by_text(text)).to_be_visible()


def test_the_reference_can_be_copied(open_context, open_widget):
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    widget = open_widget(context=context)
    widget.say("banana pudding")
    widget.last.get_by_role("button", name="Ask us to contact you").click()
    text = receipt_of(widget, widget.panel.locator(".view"))
    widget.last.get_by_role("button", name="Copy").click()
    expect(widget.log.get_by_text("Copied.")).to_be_visible()
    assert widget.page.evaluate("navigator.clipboard.readText()") in text


def test_one_can_go_back_to_the_conversation(widget, form):
    form.get_by_role("button", name="Back to the conversation").click()
    expect(form).to_have_count(0)
    expect(widget.input).to_be_focused()
    expect(widget.messages.last).to_be_visible()


def fill(form):
    form.get_by_label("Name").fill("A Person")
    form.get_by_label("E-mail").fill("person@example.org")
    form.get_by_label("You may contact me about this question.").check()


def receipt_of(widget, form):
    """Send the form; return what is said of it."""
    fill(form)
    form.get_by_role("button", name="Send", exact=True).click()
    expect(widget.last).to_contain_text("Your reference is")
    return widget.last.locator("p").inner_text()


def promising(**promises):
    def answer(route):
        route.fulfill(json={**route.fetch().json(), **promises})

    return answer
