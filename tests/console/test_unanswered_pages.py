"""Unanswered questions: grouped once and for good, weighed, settled, and back when asked again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.console.clustering import Clusterer
from bot.records.review import clusters, phrases
from testkit.clock import NOON as NOW
from testkit.console import first_cluster

MISS = {"label": "out_of_scope/payment"}
EARLIER = NOW - timedelta(days=2)


def miss(text, **more):
    return (0, "fallback", {**MISS, "text": text, **more})


@pytest.fixture
def sorting(engine, mind, clock):
    return Clusterer(engine, mind, clock)


def shown(engine, clock):
    with engine.connect() as connection:
        return clusters.load(connection, clock.now)


def test_like_questions_stand_together_and_keep_their_id(log, engine, sorting, clock):
    log.talk("a", miss("invoice please"), start=EARLIER)
    log.talk("b", miss("visa letter"), start=EARLIER)
    sorting.catch_up()
    before = {one.title: one.id for one in shown(engine, clock)}
    log.talk("c", miss("invoice for my employer"), start=EARLIER)
    sorting.catch_up()
    after = shown(engine, clock)
    assert {one.title: one.id for one in after} == before
    assert [(one.title, one.visitors) for one in after] == [
        ("invoice please", 2),
        ("visa letter", 1),
    ]


def test_a_text_is_encoded_once_however_often_pages_are_shown(log, mind, desk):
    log.talk("a", miss("invoice please"), start=EARLIER)
    log.talk("b", miss("invoice please"), start=EARLIER)
    one = desk("viewer")
    for _ in range(3):
        one.page("/unanswered")
    assert mind.encoded == ["invoice please"]


def test_many_visitors_of_late_weigh_more_than_one_who_asked_often_long_ago(
    log, engine, sorting, clock
):
    old = NOW - timedelta(days=60)
    log.talk("a", *[(n, "fallback", {**MISS, "text": "fax number"}) for n in range(9)], start=old)
    for name in "bcd":
        log.talk(name, miss("invoice please"), start=EARLIER)
    sorting.catch_up()
    assert [one.title for one in shown(engine, clock)] == ["invoice please", "fax number"]


def test_a_no_and_none_of_these_count_as_unanswered_too(log, engine, sorting, clock):
    log.talk("a", (0, "answer", {"text": "disliked", "helpful": False}), start=EARLIER)
    log.talk("b", (0, "answer", {"text": "liked", "helpful": True}), start=EARLIER)
    log.talk(
        "c",
        (0, "choices", {"text": "unclear thing"}),
        (1, "fallback", {"label": "none_of_these", "choice": True, "text": "None of these"}),
        start=EARLIER,
    )
    log.talk("d", (0, "choices", {"text": "chosen thing"}), (1, "answer"), start=EARLIER)
    log.talk(
        "e", (0, "fallback", {"label": "out_of_scope/clinical", "text": "my scan"}), start=EARLIER
    )
    log.talk("f", miss("by staff"), start=EARLIER, staff=True)
    sorting.catch_up()
    assert {one.title for one in shown(engine, clock)} == {"disliked", "unclear thing"}


def test_what_is_done_comes_back_when_it_is_asked_again(log, desk, sorting, clock):
    log.talk("a", miss("invoice please"), start=EARLIER)
    one = desk("editor")
    one.send(f"{first_cluster(one)}/state", state="done")
    assert "Nothing here" in one.page("/unanswered")
    assert "invoice please" in one.page("/unanswered?view=done")
    clock.forward(minutes=10)
    log.talk("b", miss("invoice please"), start=clock.now - timedelta(minutes=1))
    assert "came back" in one.page("/unanswered")
    assert "Nothing here" in one.page("/unanswered?view=done")


def test_what_is_snoozed_sleeps_and_what_is_out_of_scope_stays_away(log, desk, clock):
    log.talk("a", miss("invoice please"), start=EARLIER)
    one = desk("editor")
    cluster = first_cluster(one)
    one.send(f"{cluster}/snooze", days="3")
    assert "Nothing here" in one.page("/unanswered")
    one.send(f"{cluster}/snooze", 422, days="soon")
    one.send(f"{cluster}/snooze", days="0")
    one.send(f"{cluster}/assign", to="me")
    assert "invoice please" in one.page("/unanswered?view=mine")
    one.send(f"{cluster}/state", state="outside")
    log.talk("b", miss("invoice please"), start=NOW)
    assert "Nothing here" in one.page("/unanswered")
    assert "invoice please" in one.page("/unanswered?view=outside")


def test_a_phrase_waits_for_export_under_the_label_it_was_accepted_for(log, desk, engine):
    log.talk("a", miss("invoice please"), start=EARLIER)
    one = desk("editor")
    accept = f"{first_cluster(one)}/phrase"
    one.send(accept, was="invoice please", text="an invoice please", answer="membership/cme")
    one.send(accept, was="invoice please", text="invoice, surely", answer="out_of_scope/other")
    with engine.connect() as connection:
        found = {p.text: (p.label, p.adds_nothing) for p in phrases.pending(connection)}
    assert found == {
        "an invoice please": ("faq/membership_cme", False),
        "invoice, surely": ("out_of_scope/other", True),
    }
    assert "adds nothing" in one.page("/phrases")
    one.send(accept, 422, was="invoice please", text="x", answer="no/such")
    one.send(accept, 422, was="never asked", text="x", answer="membership/cme")


def test_accepting_a_phrase_for_one_answer_takes_it_back_from_another(log, desk, engine):
    log.talk("a", miss("invoice please"), start=EARLIER)
    one = desk("editor")
    accept = f"{first_cluster(one)}/phrase"
    for answer in ("membership/cme", "membership/benefits"):
        one.send(accept, was="invoice please", text="invoice please", answer=answer)
    with engine.connect() as connection:
        assert [p.label for p in phrases.pending(connection)] == ["faq/membership_benefits"]
    (id_,) = re.findall(r"/phrases/(\d+)/take-back", one.page("/phrases"))
    one.send(f"/phrases/{id_}/take-back")
    assert "None wait" in one.page("/phrases")


def test_a_draft_waits_among_the_knowledge(log, desk):
    log.talk("a", miss("invoice please"), start=EARLIER)
    one = desk("editor")
    one.send(f"{first_cluster(one)}/draft", question="Can I have an invoice?", answer="")
    assert "Can I have an invoice?" in one.page("/knowledge")


def test_how_long_a_gap_stood_open_is_told(log, desk, clock):
    log.talk("a", miss("invoice please"), start=EARLIER)
    one = desk("editor")
    one.send(f"{first_cluster(one)}/state", state="done")
    assert "2.0 days" in one.page("/")


def test_a_cluster_that_is_gone_is_a_page_that_says_so(desk):
    one = desk("editor")
    assert "gone" in one.page("/unanswered/000000", 404)
    one.send("/unanswered/000000/state", 404, state="done")
    one.send("/unanswered/000000/state", 422, state="forgotten")
