"""The figures for a board: a page to print, a table by answer, and one file that holds every figure."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from bot.console.figures import ENGLISH
from bot.messages.faq_messages import Messages
from bot.records.analytics.metrics import MEASURES
from bot.records.conversations.calls import Calls
from bot.records.conversations.store import Turn
from tests.console.conftest import EARLIER

CME = "faq/membership_cme"
MONTH = timedelta(days=30)


@pytest.fixture
def month(log, knowledge):
    log.talk("now", (0, "answer", {"label": CME}), (1, "answer", {"label": CME}), start=EARLIER)
    log.talk("bad", (0, "answer", {"label": CME, "helpful": False}), start=EARLIER)
    log.talk("before", (0, "answer", {"label": CME}), start=EARLIER - MONTH)
    reply = Messages(knowledge, EARLIER.date()).reply("other_language", "es")
    log.talk("hola", (0, "notice", {"reply": [reply]}), start=EARLIER)


def rows(page):
    return {(row["section"], row["figure"]): row for row in csv.DictReader(io.StringIO(page))}


def test_one_file_holds_every_figure_with_the_days_before(month, sign_in):
    client = sign_in("viewer")
    sign_in("editor").send("/phone-calls", week="2026-11-16", calls="120")
    figures = rows(client.page("/figures.csv"))
    assert {measure.title for measure in MEASURES.values()} <= {name for _, name in figures}
    conversations = figures["counts", "Conversations"]
    assert (conversations["value"], conversations["value_before"]) == ("3", "1")
    assert figures["answer asked", "membership/cme"]["value"] == "3"
    assert figures["answer asked", "membership/cme"]["value_before"] == "1"
    assert figures["answer rated No", "membership/cme"]["value"] == "1"
    assert figures["visitors by language", "Spanish"]["value"] == "1"
    assert figures["phone calls, week from", "2026-11-16"]["value"] == "120"
    assert figures["shares", "Resolved without a call, contained"]["percent"] == ""


def test_the_board_page_says_each_figure_and_what_it_means(month, sign_in):
    page = sign_in("viewer").page("/board")
    assert "too few for a percentage" in page
    for measure in MEASURES.values():
        assert f'<th scope="row">{measure.title}</th>' in page
        assert measure.definition in page.replace("&#39;", "'").replace("&amp;", "&")
    assert "visitors by language: Spanish</th><td>1</td>" in page


def test_calls_of_staff_are_counted_by_themselves_and_in_no_figure_of_visitors(
    month, sign_in, engine
):
    before = rows(sign_in("viewer").page("/figures.csv"))
    phone = Calls(engine)
    for number, kind in enumerate(("answer", "fallback")):
        id_ = f"t-call{number}"
        phone.save(Turn(id_, "call-1", id_, EARLIER, "dues", False, kind, CME, 0.9, [], 0, []))
    phone.rate("call-1", "t-call0", EARLIER, helped=True)
    figures = rows(sign_in("viewer").page("/figures.csv"))
    section = "callers helped by staff"
    counted = {name: figures[section, name]["value"] for _, name in figures if _ == section}
    assert counted == {
        "Calls with a lookup": "1",
        "Lookups": "2",
        "Lookups without an answer": "1",
        "Lookups that helped": "1",
        "Lookups that did not help": "0",
    }
    others = [key for key in before if key[0] != section]
    assert [figures[key] for key in others] == [before[key] for key in others]
    assert f"{section}: Lookups</th><td>2</td>" in sign_in("viewer").page("/board")


def test_the_table_by_answer_shows_the_trend_and_opens_the_no_ratings(month, sign_in, knowledge):
    client = sign_in("viewer")
    page = client.page("/answers")
    row = page[page.index(knowledge.answers["membership/cme"].question) :].partition("</tr>")[0]
    assert "<td>3</td><td>1</td>" in row
    assert "more (+2)" in row
    assert "/conversations?answer=membership/cme&amp;rating=no" in row


def test_without_conversations_the_pages_say_so(sign_in):
    client = sign_in("viewer")
    assert "No answer was given" in client.page("/answers")
    assert "0 to 0 of 0 conversations" in client.page("/board")


def test_the_english_words_are_those_of_the_reply(knowledge):
    assert Messages(knowledge, EARLIER.date()).reply("other_language")["text"].startswith(ENGLISH)


def test_the_overview_shows_the_days_before(log, sign_in):
    log.talk("now", (0, "answer", {"label": CME}), start=EARLIER)
    for number in range(2):
        start = EARLIER - timedelta(days=7)
        log.talk(f"before{number}", (0, "answer", {"label": CME}), start=start)
    page = sign_in("viewer").page("/overview")
    assert '>1</a> <span class="soft">2 before</span>' in page
