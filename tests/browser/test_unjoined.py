"""The modules as they were written: what a developer reads in the browser is what runs there."""

from __future__ import annotations

from playwright.sync_api import expect

from bot.gateway.widget import PARTS, STATIC


def test_the_modules_run_as_they_stand(open_widget, open_context):
    context = open_context()
    context.route("**/assistant.js", as_written(STATIC / "assistant.js"))
    context.route("**/assistant/panel.js", as_written(PARTS / "panel.js"))
    widget = open_widget(context=context)
    answer = widget.say("what do residents pay")
    expect(answer.locator("time")).to_be_visible()
    assert any(url.endswith("/composer.js") for url in widget.requests)
    assert widget.errors == []


def as_written(path):
    return lambda route: route.fulfill(path=path, content_type="text/javascript")
