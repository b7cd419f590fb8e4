"""Every screen as a visitor's words would break it, and what staff do on each."""

from __future__ import annotations

import re

from testkit.console import XSS

SCREENS = [
    "/",
    "/overview",
    "/board",
    "/answers",
    "/definitions",
    f"/assist?q={XSS}",
    f"/assist?stage={XSS}&profession=physician",
    f"/assist/decision?stage={XSS}",
    "/unanswered",
    f"/unanswered?view={XSS}",
    "/phrases",
    "/phrases/new?turn=t-evil&answer=membership/cme",
    f"/phrases/new?turn=t-evil&back={XSS}",
    "/publish",
    "/knowledge/new",
    "/knowledge/new?rests_on=statements",
    "/knowledge/edit/account/login_help",
    "/knowledge/edit/career/electives",
    "/callbacks",
    "/callbacks?view=done",
    "/callbacks/XSS",
    f"/conversations?words={XSS}&tag={XSS}&version={XSS}&answer={XSS}",
    "/conversations",
    "/conversations/evil",
    "/knowledge",
    "/knowledge/sources",
    "/knowledge/sources/join",
    f"/knowledge/sources?words={XSS}",
    "/knowledge/disagreements",
    "/knowledge/dues",
    "/knowledge/rules",
    "/knowledge/answer/membership/cme",
    "/people",
    "/account",
    "/erase",
    f"/audit?who={XSS}&what={XSS}",
    "/audit?verify=1",
    f"/sign-in?next={XSS}",
]


def test_words_of_a_visitor_are_shown_and_never_run(hostile):
    for path in SCREENS:
        text = hostile.http.get(path).text
        assert "<script>alert" not in text, path
        assert "<img" not in text, path
        for tag in re.findall(r"<\w[^<>]*>", re.sub(r'"[^"]*"', '""', text)):
            assert " on" not in tag, (path, tag)


def test_the_attack_did_reach_the_screens(hostile):
    reached = [path for path in SCREENS if "&lt;script&gt;alert" in hostile.http.get(path).text]
    assert len(reached) >= 10


def test_pages_are_light_and_ask_no_other_site_for_anything(hostile):
    for path in SCREENS:
        text = hostile.http.get(path).text
        assert len(text.encode()) <= 60 * 1024, path
        assert not re.findall(r'\s(?:src|srcset|data|poster)="(?!/static)', text), path
        assert re.findall(r'<link rel="\w+" href="(?!/static)', text) == [], path
        assert "style=" not in text, path


def test_the_box_for_a_callers_words_has_the_focus_on_every_page(sign_in):
    client = sign_in()
    for path in ("/", "/unanswered", "/callbacks", "/conversations", "/knowledge", "/audit"):
        assert re.search(r'<input id="q"[^>]* autofocus', client.page(path))
