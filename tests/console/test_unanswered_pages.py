"""Unanswered questions: grouped once and for good, weighed, settled, and back when asked again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.console.clustering import Clusterer
from bot.records.review import clusters, phrases
from testkit.clock import NOON
from testkit.console import first_cluster

MISS = {"label": "out_of_scope/payment"}
EARLIER = NOON - timedelta(days=2)


def miss(text, **more):
    return (0, "fallback", {**MISS, "text": text, **more})


@pytest.fixture
def clusterer(engine, answer_lookup, clock):
    return Clusterer(engine, answer_lookup, clock)


def clusters_in(engine, clock):
    with engine.connect() as connection:
        return clusters.load(connection, clock.now)


def test_like_questions_stand_together_and_keep_their_id(log, engine, clusterer, clock):
    log.talk("a", miss("invoice please"), start=EARLIER)
    log.talk("b", miss("visa letter"), start=EARLIER)
    clusterer.catch_up()
    before = {cluster.title: cluster.id for cluster in clusters_in(engine, clock)}
    log.talk("c", miss("invoice for my employer"), start=EARLIER)
    clusterer.catch_up()
    after = clusters_in(engine, clock)
    assert {cluster.title: cluster.id for cluster in after} == before
    assert [(cluster.title, cluster.visitors) for cluster in after] == [
        ("invoice please", 2),
        ("visa letter", 1),
    ]


def test_a_text_is_encoded_once_however_often_pages_are_shown(log, answer_lookup, sign_in):
    log.talk("a", miss("invoice please"), start=EARLIER)
    log.talk("b", miss("invoice please"), start=EARLIER)
    client = sign_in("viewer")
    for _ in range(3):
        client.page("/unanswered")
    assert answer_lookup.encoded == ["invoice please"]


def test_many_visitors_of_late_weigh_more_than_one_who_asked_often_long_ago(
    log, engine, clusterer, clock
):
    old = NOON - timedelta(days=60)
    log.talk("a", *[(n, "fallback", {**MISS, "text": "fax number"}) for n in range(9)], start=old)
    for name in "bcd":
        log.talk(name, miss("invoice please"), start=EARLIER)
    clusterer.catch_up()
    assert [cluster.title for cluster in clusters_in(engine, clock)] == [
        "invoice please",
        "fax number",
    ]


def test_a_no_and_none_of_these_count_as_unanswered_too(log, engine, clusterer, clock):
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
    clusterer.catch_up()
    assert {cluster.title for cluster in clusters_in(engine, clock)} == {
        "disliked",
        "unclear thing",
    }


def test_what_is_done_comes_back_when_it_is_asked_again(log, sign_in, clusterer, clock):
    log.talk("a", miss("invoice please"), start=EARLIER)
    client = sign_in("editor")
    client.send(f"{first_cluster(client)}/state", state="done")
    assert "No questions" in client.page("/unanswered")
    assert "invoice please" in client.page("/unanswered?view=done")
    clock.forward(minutes=10)
    log.talk("b", miss("invoice please"), start=clock.now - timedelta(minutes=1))
    assert "asked again" in client.page("/unanswered")
    assert "No questions" in client.page("/unanswered?view=done")


def test_what_is_snoozed_sleeps_and_what_is_out_of_scope_stays_away(log, sign_in, clock):
    log.talk("a", miss("invoice please"), start=EARLIER)
    client = sign_in("editor")
    cluster = first_cluster(client)
    client.send(f"{cluster}/snooze", days="3")
    assert "No questions" in client.page("/unanswered")
    client.send(f"{cluster}/snooze", 422, days="soon")
    client.send(f"{cluster}/snooze", days="0")
    client.send(f"{cluster}/assign", to="me")
    assert "invoice please" in client.page("/unanswered?view=mine")
    client.send(f"{cluster}/state", state="outside")
    log.talk("b", miss("invoice please"), start=NOON)
    assert "No questions" in client.page("/unanswered")
    assert "invoice please" in client.page("/unanswered?view=outside")


def test_a_phrase_waits_for_export_under_the_label_it_was_accepted_for(log, sign_in, engine):
    log.talk("a", miss("invoice please"), start=EARLIER)
    client = sign_in("editor")
    accept = f"{first_cluster(client)}/phrase"
    client.send(accept, was="invoice please", text="an invoice please", answer="membership/cme")
    client.send(accept, was="invoice please", text="invoice, surely", answer="out_of_scope/other")
    with engine.connect() as connection:
        accepted = {p.text: (p.label, p.adds_nothing) for p in phrases.pending(connection)}
    assert accepted == {
        "an invoice please": ("faq/membership_cme", False),
        "invoice, surely": ("out_of_scope/other", True),
    }
    assert "already covered" in client.page("/phrases")
    client.send(accept, 422, was="invoice please", text="x", answer="no/such")
    client.send(accept, 422, was="never asked", text="x", answer="membership/cme")


def test_accepting_a_phrase_for_one_answer_takes_it_back_from_another(log, sign_in, engine):
    log.talk("a", miss("invoice please"), start=EARLIER)
    client = sign_in("editor")
    accept = f"{first_cluster(client)}/phrase"
    for answer in ("membership/cme", "membership/benefits"):
        client.send(accept, was="invoice please", text="invoice please", answer=answer)
    with engine.connect() as connection:
        assert [p.label for p in phrases.pending(connection)] == ["faq/membership_benefits"]
    (id_,) = re.findall(r"/phrases/(\d+)/take-back", client.page("/phrases"))
    client.send(f"/phrases/{id_}/take-back")
    assert "No phrases to export" in client.page("/phrases")


def test_a_draft_waits_among_the_knowledge(log, sign_in):
    log.talk("a", miss("invoice please"), start=EARLIER)
    client = sign_in("editor")
    client.send(f"{first_cluster(client)}/draft", question="Can I have an invoice?", answer="")
    assert "Can I have an invoice?" in client.page("/knowledge")


def test_how_long_a_gap_stood_open_is_told(log, sign_in, clock):
    log.talk("a", miss("invoice please"), start=EARLIER)
    client = sign_in("editor")
    client.send(f"{first_cluster(client)}/state", state="done")
    assert "2.0 days" in client.page("/overview")


def test_a_cluster_that_is_gone_is_a_page_that_says_so(sign_in):
    client = sign_in("editor")
    assert "no longer exists" in client.page("/unanswered/000000", 404)
    client.send("/unanswered/000000/state", 404, state="done")
    client.send("/unanswered/000000/state", 422, state="forgotten")
