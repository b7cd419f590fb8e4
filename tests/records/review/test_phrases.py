"""Phrases and drafts that staff took from what people asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.review import clusters, phrases
from bot.records.review.clusters import Nearest
from bot.records.review.tables import drafts
from bot.records.review.unanswered import UnansweredTurn
from testkit.conversation_log import START

MISS = {"label": "out_of_scope/payment"}


@pytest.fixture
def connection(log, database):
    texts = ["invoice", "a bill", "invoice", None]
    lines = [(n, "fallback", {**MISS, "text": text}) for n, text in enumerate(texts)]
    log.talk("visitor", *lines)
    with database.begin() as connection_:
        yield connection_


def accept(connection, turn_id, text, label, **more):
    phrases.accept(
        connection, turn_id=turn_id, text=text, label=label, by="maria", at=START, **more
    )


def pending(connection):
    return [(phrase.label, phrase.text) for phrase in phrases.pending(connection)]


def test_the_texts_of_a_cluster_come_once_each_with_the_newest_turn(log, connection):
    leader = UnansweredTurn(log.ids[0], "invoice")
    id_ = clusters.create(connection, leader, b"v", Nearest(None, 0.0, 0.0), START)
    rows = [{"turn_id": turn, "cluster_id": id_, "vector": b"v"} for turn in log.ids]
    clusters.assign(connection, rows)
    assert phrases.texts_of_cluster(connection, id_) == [
        ("invoice", log.ids[2]),
        ("a bill", log.ids[1]),
    ]


def test_accepted_phrases_wait_for_export_by_label(log, connection):
    accept(connection, log.ids[0], "invoice", "faq/b")
    accept(connection, log.ids[1], "a bill", "faq/a", adds_nothing=True)
    assert pending(connection) == [("faq/a", "a bill"), ("faq/b", "invoice")]
    assert [phrase.adds_nothing for phrase in phrases.pending(connection)] == [True, False]


def test_a_text_that_is_accepted_for_another_label_moves_there(log, connection):
    accept(connection, log.ids[0], "invoice", "faq/a")
    accept(connection, log.ids[2], "invoice", "faq/b")
    assert pending(connection) == [("faq/b", "invoice")]


def test_a_phrase_is_looked_up_by_its_number_while_it_waits(log, connection):
    accept(connection, log.ids[0], "invoice", "faq/b")
    accept(connection, log.ids[1], "a bill", "faq/a")
    for phrase in phrases.pending(connection):
        assert phrases.find_pending(connection, phrase.id) == phrase
    phrases.mark_exported(connection, [phrase.id], START)
    assert phrases.find_pending(connection, phrase.id) is None


def test_what_was_exported_waits_no_longer_and_stays(log, connection):
    accept(connection, log.ids[0], "invoice", "faq/a")
    (phrase,) = phrases.pending(connection)
    phrases.mark_exported(connection, [phrase.id], START)
    assert pending(connection) == []
    assert not phrases.delete(connection, phrase.id)


def test_a_phrase_can_be_deleted_once_before_its_export(log, connection):
    accept(connection, log.ids[0], "invoice", "faq/a")
    (phrase,) = phrases.pending(connection)
    assert phrases.delete(connection, phrase.id)
    assert not phrases.delete(connection, phrase.id)
    assert pending(connection) == []


def test_a_dismissed_text_is_not_exported(log, connection):
    phrases.dismiss(connection, log.ids[0], "invoice", "maria", START)
    assert pending(connection) == []


def test_drafts_come_latest_first(connection):
    for days, question in enumerate(("earlier", "later")):
        connection.execute(
            drafts.insert().values(
                question=question, answer="…", by="maria", at=START + timedelta(days=days)
            )
        )
    assert [draft.question for draft in phrases.load_drafts(connection)] == ["later", "earlier"]
