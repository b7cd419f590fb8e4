"""The languages of the page: W18."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from bot.settings import ROOT

LOCALES = ROOT / "bot/gateway/static/assistant/locale"


def in_language(open_widget, language, **more):
    widget = open_widget(opened=False, **more)
    widget.page.evaluate("(language) => { document.documentElement.lang = language; }", language)
    return widget


@pytest.mark.parametrize(
    ("language", "title", "yes"),
    [
        ("es", "Asistente de membresía", "Sí"),
        ("fr-CA", "Assistant d’adhésion", "Oui"),
        ("ja", "Membership assistant", "Yes"),
    ],
)
def test_its_own_words_follow_the_page(open_widget, language, title, yes):
    widget = in_language(open_widget, language).open()
    expect(widget.panel).to_have_accessible_name(title)
    answer = widget.say("what do residents pay")
    expect(answer.get_by_role("button", name=yes, exact=True)).to_be_visible()


def test_the_language_may_be_that_of_the_visitors_browser(open_widget):
    widget = open_widget(opened=False, locale="es-MX")
    widget.host.evaluate("(one) => { one.lang = 'auto'; }")
    expect(widget.open().panel).to_have_accessible_name("Asistente de membresía")


def test_where_the_assistant_answers_in_english_only_a_person_is_one_press_away(open_widget):
    widget = in_language(open_widget, "es").open()
    expect(widget.last.get_by_role("link", name="Llamar al 1-800-347-7748")).to_be_visible()
    widget.last.get_by_role("button", name="Pedir que nos pongamos en contacto").click()
    expect(widget.panel.locator(".view").get_by_label("Nombre")).to_be_visible()


def test_a_sentence_that_is_not_translated_is_said_in_english(open_widget):
    widget = in_language(open_widget, "es")
    strings = json.loads((LOCALES / "es.json").read_text())
    del strings["helpful"]
    widget.page.route("**/locale/es.json", lambda route: route.fulfill(json=strings))
    answer = widget.open().say("what do residents pay")
    expect(answer.get_by_role("group", name="Was this helpful?")).to_be_visible()


def test_no_words_are_built_in_and_there_is_room_for_longer_ones(open_widget, screenshots):
    """A made-up language, half as long again and written from right to left."""
    widget = in_language(open_widget, "es")
    english = json.loads((LOCALES / "en.json").read_text())
    made_up = {key: f"[{text}{'~' * (len(text) // 2)}]" for key, text in english.items()}
    widget.page.route("**/locale/es.json", lambda route: route.fulfill(json=made_up))
    widget.page.evaluate("document.documentElement.dir = 'rtl'")
    widget.open()
    widget.say("what do residents pay")
    widget.say("banana pudding")
    expect(widget.panel).to_have_attribute("dir", "rtl")
    bare = widget.panel.evaluate(
        """(panel) => { const texts = [];
        const walk = (node) => { for (const one of node.childNodes) {
          if (one.nodeType === 3 && one.data.trim() && !node.closest('[lang=en], .mine, .icon')) texts.push(one.data.trim());
          if (one.nodeType === 1) walk(one); } };
        walk(panel);
        for (const one of panel.querySelectorAll('[aria-label]')) texts.push(one.getAttribute('aria-label'));
        return texts.filter((text) => !text.includes('['));
        }"""
    )
    assert bare == []
    assert widget.panel.bounding_box()["x"] < 100
    assert widget.log.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    widget.page.screenshot(path=screenshots / "right-to-left.png")
    widget.menu(made_up["call_back"])
    widget.page.screenshot(path=screenshots / "right-to-left-form.png")


def test_on_a_page_from_right_to_left_english_keeps_its_marks_at_the_end(open_widget):
    widget = open_widget(opened=False)
    widget.page.evaluate("document.documentElement.dir = 'rtl'")
    widget.open()
    answer = widget.say("what do residents pay")
    # Where the question mark of "… fellowship. Is it still free?" stands, against the letter before it.
    places = answer.locator(".choices button").first.evaluate(
        """(one) => { const text = one.firstChild; const end = text.data.length; const range = new Range();
        return [end - 2, end - 1].map((at) => { range.setStart(text, at); range.setEnd(text, at + 1); return range.getBoundingClientRect().x; }); }"""
    )
    assert places[0] < places[1]
    for part in (".body p", ".feedback .rate span", ".sources summary"):
        look = answer.locator(part).first.evaluate("(one) => getComputedStyle(one).unicodeBidi")
        assert look == "plaintext", part
