"""An answer is written as a person would have written it, and nothing else of its file changes."""

from __future__ import annotations

import difflib
from datetime import date

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.loader import load
from bot.publishing.answer_file import read_fields, write_answers
from bot.settings import ROOT

LONG = (
    "You can pay in parts when you renew on the website; choose the plan at the check-out before you "
    "pay. Call {phone} if no plan is offered to you."
)


def difference(tree, name):
    before = (ROOT / name).read_text(encoding="utf-8").splitlines()
    after = (tree / name).read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(before, after, n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_only_the_lines_of_what_differs_change(tree):
    fields = {
        **read_fields(tree, "account/login_help"),
        "reviewed": date(2026, 12, 1),
        "owner": "Help desk",
        "until": date(2026, 12, 31),
    }
    (file,) = write_answers(tree, {"account/login_help": fields})
    assert difference(tree, file) == [
        "-    reviewed: 2026-11-23",
        "+    reviewed: 2026-12-01",
        "+    owner: Help desk",
        "+    until: 2026-12-31",
    ]


def test_nothing_changes_where_nothing_differs(tree):
    for topic in ("account", "membership", "radiology", "career"):
        ids = [id_ for id_ in load().answers if id_.startswith(f"{topic}/")][:3]
        write_answers(tree, {id_: read_fields(tree, id_) for id_ in ids})
        assert difference(tree, f"knowledge/faq/{topic}.yml") == []


def test_long_texts_are_folded_and_said_as_they_were_written(tree):
    write_answers(tree, {"account/login_help": {"details": LONG}})
    assert load(tree / "knowledge").answers["account/login_help"].details == LONG
    added = difference(tree, "knowledge/faq/account.yml")
    assert added[0] == "+    details: >-"
    assert [len(line) <= 110 for line in added[1:]] == [True, True]


def test_lines_of_a_text_stay_lines(tree):
    text = "Do this:\n\n- call {phone}\n- wait"
    write_answers(tree, {"account/login_help": {"details": text}})
    assert load(tree / "knowledge").answers["account/login_help"].details == text


def test_an_empty_value_takes_the_key_out(tree):
    write_answers(tree, {"account/update_contact": {"details": "", "related": []}})
    fields = read_fields(tree, "account/update_contact")
    assert "details" not in fields
    assert fields["related"] == []


def test_a_new_answer_stands_at_the_end_after_an_empty_line(tree):
    fields = {
        "group": "all",
        "question": "Can I pay my dues in installments?",
        "answer": LONG,
        "sources": [{"page": "join", "heading": "Who can join ACR?"}],
        "reviewed": date(2026, 12, 1),
        "related": ["account/contact_us"],
    }
    (file,) = write_answers(tree, {"membership/installments": fields})
    added = difference(tree, file)
    assert all(line.startswith("+") for line in added)
    assert added[:2] == ["+", "+  installments:"]
    answer = load(tree / "knowledge").answers["membership/installments"]
    assert (answer.question, answer.text) == ("Can I pay my dues in installments?", LONG)


def test_a_topic_that_is_not_there_is_refused(tree):
    with pytest.raises(KnowledgeError, match="there is no such topic"):
        write_answers(tree, {"parking/garage": {"question": "Where?"}})
