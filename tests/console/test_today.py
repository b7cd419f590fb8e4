"""The first page: what waits for whom, and what will change."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.console.app import create_app
from bot.records.conversations.tables import callbacks
from testkit.clock import NOON
from testkit.console import StaffClient, first_cluster
from tests.console.conftest import EARLIER, MISS

PERSON = {"name": "Jane Roe", "email": "jane@example.org", "phone": "555-0100", "question": "why"}


@pytest.fixture
def ask(engine):
    """Return a function that leaves a call-back some hours ago."""

    def ask_(reference, hours, **more):
        at = NOON - timedelta(hours=hours)
        with engine.begin() as connection:
            connection.execute(
                callbacks.insert().values(reference=reference, created_at=at, **PERSON, **more)
            )

    return ask_


def section(page, name):
    return page[page.index(f'id="{name}"') :].partition("</section>")[0]


def in_menu(page, address):
    link = re.search(rf'<a href="{address}"[^>]*>(.*?)</a>', page)[1]
    count = re.search(r'class="count">(\d+)', link)
    return int(count[1]) if count else 0


def test_call_backs_are_told_without_contact_data_and_the_late_ones_are_marked(sign_in, ask):
    ask("AAAAAA", 30, topic="dues")
    ask("BBBBBB", 2)
    ask("CCCCCC", 3, assigned_to="somebody")
    ask("DDDDDD", 4, status="done")
    page = sign_in("editor").page("/")
    told = section(page, "callbacks")
    assert all(text in told for text in ("2 new", "0 yours", "1 with others", "1 overdue"))
    assert re.findall(r'href="/callbacks/(\w+)"', told) == ["AAAAAA", "BBBBBB"]
    assert "about dues, open for 30 hours" in told
    assert not any(value in page for value in PERSON.values() if value != "why")
    assert in_menu(page, "/callbacks") == 2


def test_a_viewer_is_told_nothing_of_call_backs(sign_in, ask):
    ask("AAAAAA", 30)
    page = sign_in("viewer").page("/")
    assert "AAAAAA" not in page
    assert 'href="/callbacks' not in page


def test_groups_that_are_new_or_asked_again_are_told_and_counted_in_the_menu(sign_in, log, clock):
    log.talk("old", (0, "fallback", {**MISS, "text": "parking fees"}), start=EARLIER)
    client = sign_in("editor")
    group = first_cluster(client)
    assert "parking fees" in section(client.page("/"), "groups")
    assert in_menu(client.page("/"), "/unanswered") == 1
    client.send(f"{group}/state", state="done")
    assert in_menu(client.page("/"), "/unanswered") == 0
    clock.forward(minutes=5)
    log.talk("again", (0, "fallback", {**MISS, "text": "parking costs"}), start=clock.now)
    client.page("/unanswered")
    page = client.page("/")
    assert "1 asked again after they were completed" in section(page, "groups")
    assert "asked again</span>" in section(page, "groups")
    assert in_menu(page, "/unanswered") == 1


@pytest.mark.parametrize("values", [{"state": "outside"}, {"days": "3"}])
def test_what_staff_put_aside_is_not_counted(sign_in, log, values):
    log.talk("a", (0, "fallback", MISS), start=EARLIER)
    client = sign_in("editor")
    verb = "snooze" if "days" in values else "state"
    client.send(f"{first_cluster(client)}/{verb}", **values)
    page = client.page("/")
    assert in_menu(page, "/unanswered") == 0
    assert "No open groups." in section(page, "groups")


def test_answers_that_were_rated_no_this_week_lead_to_the_conversations(sign_in, log, knowledge):
    answer = knowledge.answers["membership/cme"]
    rated = {"label": answer.label, "helpful": False}
    log.talk("a", (0, "answer", rated), (1, "answer", rated), start=EARLIER)
    log.talk("b", (0, "answer", {"label": answer.label, "helpful": True}), start=EARLIER)
    log.talk("old", (0, "answer", rated), start=NOON - timedelta(days=8))
    log.talk("staff", (0, "answer", rated), start=EARLIER, staff=True)
    client = sign_in("viewer")
    told = section(client.page("/"), "rated")
    assert f"{answer.question}</a> 2×" in told
    link = re.search(r'href="([^"]+)"', told)[1].replace("&amp;", "&")
    assert "1 conversation." in client.page(link)


def test_answers_whose_review_is_due_are_named(sign_in, settings, answer_lookup, clock):
    assert "No review is due." in section(sign_in("viewer").page("/"), "due")
    later = create_app(replace(settings, today="2028-01-01"), answer_lookup, clock)
    told = section(StaffClient(later, "viewer").page("/"), "due")
    assert int(re.search(r"(\d+) due</a>", told)[1]) > 50
    assert told.count("<li>") == 6


@pytest.mark.parametrize(
    ("last_day", "says"),
    [
        (date(2026, 11, 22), "ended 2026-11-22"),
        (date(2026, 12, 7), "ends 2026-12-07"),
        (date(2026, 12, 8), ""),
    ],
)
@pytest.mark.usefixtures("sign_in")
def test_an_answer_is_named_two_weeks_before_its_last_day_and_after(
    settings, answer_lookup, clock, knowledge, monkeypatch, last_day, says
):
    answer = replace(knowledge.answers["membership/cme"], last_day=last_day)
    changed = replace(knowledge, answers={**knowledge.answers, answer.id: answer})
    monkeypatch.setattr("bot.console.app.load", lambda: changed)
    app = create_app(replace(settings, today="2026-11-23"), answer_lookup, clock)
    told = section(StaffClient(app, "viewer").page("/"), "due")
    assert (answer.question in told, says in told) == (bool(says), True)


def test_without_amounts_for_next_year_that_is_said(sign_in):
    told = section(sign_in("viewer").page("/"), "dues")
    assert "No amount for 2027 is loaded" in told
