"""What a person sees when something behind the page fails: W2, W11, G3."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Gateway, settings_for

RESIDENTS = "what do residents pay"


def send(widget, text=RESIDENTS):
    widget.input.fill(text)
    widget.input.press("Enter")
    return widget.log.get_by_role("alert")


@pytest.fixture
def mortal(tmp_path, rasa):
    gateway = Gateway(settings_for(tmp_path), rasa)
    gateway.start()
    yield gateway
    gateway.stop()


def test_a_dead_server_leaves_the_button_and_the_phone_number(open_widget, mortal, screenshots):
    widget = open_widget(mortal.address, opened=False)
    mortal.stop()
    widget.launcher.click()
    alone = widget.host.get_by_role("alert")
    expect(alone).to_contain_text("cannot be reached at the moment")
    expect(alone.get_by_role("link")).to_have_attribute("href", "tel:1-800-347-7748")
    expect(widget.launcher).to_be_visible()
    widget.page.screenshot(path=screenshots / "offline-before.png")


def test_a_server_that_dies_later_is_said_once_and_can_be_tried_again(
    open_widget, mortal, screenshots
):
    widget = open_widget(mortal.address)
    mortal.stop()
    alert = send(widget)
    expect(alert).to_contain_text("cannot be reached at the moment")
    expect(alert.get_by_role("link", name="Call 1-800-347-7748")).to_be_visible()
    widget.page.screenshot(path=screenshots / "offline.png")
    again = Gateway(mortal.settings, mortal.rasa)
    again.start()
    alert.get_by_role("button", name="Try again").click()
    expect(widget.messages).to_have_count(2)
    expect(widget.log.get_by_role("alert")).to_have_count(0)
    expect(widget.log.locator(".mine")).to_have_count(1)
    again.stop()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"error": {"code": "broken", "message": "x"}}),
        (503, {}),
        (200, {"messages": []}),
        (200, {}),
    ],
    ids=["500", "503", "no messages", "nothing"],
)
def test_a_failure_offers_to_try_again_under_the_same_id(widget, rasa, status, body):
    ids = []

    def fail(route):
        ids.append(route.request.post_data_json["id"])
        route.fulfill(status=status, json=body)

    widget.page.route("**/api/chat/messages", fail, times=1)
    widget.page.on(
        "request",
        lambda request: (
            ids.append(request.post_data_json["id"])
            if request.url.endswith("/messages") and ids
            else None
        ),
    )
    alert = send(widget)
    expect(alert).to_contain_text("Your message was not answered.")
    alert.get_by_role("button", name="Try again").click()
    expect(widget.last).to_contain_text("checked Nov")
    expect(widget.input).to_be_focused()
    assert len(set(ids)) == 1
    assert rasa.texts == [RESIDENTS]


def test_no_answer_in_time_is_a_failure_too(open_context, open_widget):
    context = open_context()
    # Fifteen seconds pass as one.
    context.add_init_script(
        "const wait = AbortSignal.timeout; AbortSignal.timeout = (ms) => { window.waits = ms; return wait.call(AbortSignal, ms / 15); };"
    )
    widget = open_widget(context=context)
    widget.page.route("**/api/chat/messages", lambda route: None)
    expect(send(widget)).to_contain_text("Your message was not answered.")
    assert widget.page.evaluate("window.waits") == 15_000


def test_too_many_messages_are_answered_kindly(widget):
    refusal = {
        "error": {"code": "too_fast", "message": "That was a lot at once. Please wait 7 seconds."}
    }
    widget.page.route(
        "**/api/chat/messages",
        lambda route: route.fulfill(status=429, json=refusal, headers={"Retry-After": "7"}),
    )
    alert = send(widget)
    expect(alert).to_contain_text("That was a lot at once. Please wait 7 seconds.")
    expect(alert.get_by_role("button", name="Try again")).to_be_visible()


def test_what_cannot_be_read_is_given_back(widget):
    refusal = {"error": {"code": "empty", "message": "There is nothing to read in that."}}
    widget.page.route("**/api/chat/messages", lambda route: route.fulfill(status=422, json=refusal))
    expect(send(widget, "??")).to_contain_text("There is nothing to read in that.")
    expect(widget.input).to_have_value("??")


def test_another_tabs_message_is_waited_for(widget):
    busy = {"error": {"code": "busy", "message": "One moment please."}}
    widget.page.route(
        "**/api/chat/messages",
        lambda route: route.fulfill(status=409, json=busy, headers={"Retry-After": "1"}),
        times=1,
    )
    expect(widget.say(RESIDENTS)).to_contain_text("checked Nov")


def test_a_rating_that_is_not_kept_is_not_thanked_for_and_can_be_given_again(widget):
    widget.page.route("**/feedback", lambda route: route.fulfill(status=500, json={}), times=1)
    yes = widget.say(RESIDENTS).locator(".rate").first.get_by_role("button", name="Yes")
    yes.click()
    expect(widget.last.locator(".thanks")).to_have_text("That did not work. Please try again.")
    yes.click()
    expect(widget.last.locator(".thanks")).to_have_text("Thank you.")
    expect(yes).to_have_text("Yes (chosen)")


def test_without_storage_it_still_answers(open_context, open_widget):
    context = open_context()
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });"
    )
    widget = open_widget(context=context)
    expect(widget.say(RESIDENTS)).to_contain_text("checked Nov")
