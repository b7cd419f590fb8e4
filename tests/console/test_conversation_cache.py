"""What is kept of a count is thrown away as soon as the count could differ, and not before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.console.conversation_cache import ConversationCache
from bot.records.analytics import conversation_query
from bot.records.conversations.tables import callbacks, sessions
from bot.records.review import clusters, reviews
from bot.records.review.clusters import Nearest
from bot.records.review.reviews import Review
from bot.records.review.tables import meanings
from bot.records.review.unanswered import UnansweredTurn
from bot.records.staff import audit
from testkit.clock import NOON as NOW

SINCE, UNTIL = datetime(2026, 11, 17), datetime(2026, 11, 24)
BEFORE = NOW - timedelta(days=3)


@pytest.fixture
def count(engine, monkeypatch):
    """Return a function that counts, and which spans were counted anew for it."""
    cache, anew = ConversationCache(), []
    load = conversation_query.load

    def noted(connection, since, until, *more):
        anew.append(since.date().isoformat())
        return load(connection, since, until, *more)

    monkeypatch.setattr(conversation_query, "load", noted)

    def count_():
        anew.clear()
        with engine.connect() as connection:
            conversations = cache.load(connection, SINCE, UNTIL)
        return [talk.session_id for talk in conversations], list(anew)

    return count_


def test_nothing_is_counted_twice_while_nothing_changes(log, count):
    log.talk("old", (0, "answer"), start=BEFORE)
    log.talk("new", (0, "answer"), start=NOW)
    assert count() == (["old", "new"], ["2026-11-17"])
    assert count() == (["old", "new"], [])


def test_while_visitors_talk_only_their_day_and_the_one_before_are_counted_again(log, count):
    log.talk("old", (0, "answer"), start=BEFORE)
    count()
    log.talk("new", (0, "answer"), start=NOW)
    assert count() == (["old", "new"], ["2026-11-22"])


def test_what_staff_do_that_no_figure_counts_throws_nothing_away(log, count, engine):
    log.talk("old", (0, "answer", {"id": "t"}), start=BEFORE)
    count()
    with engine.begin() as connection:
        audit.append(connection, NOW, "maria", "signed in")
        reviews.save(connection, Review("old", "maria", NOW, False, ("dues",)))
    assert count() == (["old"], [])


def test_a_corrected_answer_costs_its_day_alone_each_time(log, count, engine):
    log.talk("old", (0, "answer", {"id": "t", "label": "faq/a_b"}), start=BEFORE)
    count()
    for answer in ("a/c", "a/b", ""):
        with engine.begin() as connection:
            reviews.save_correction(connection, "old", "t", answer, "maria", NOW)
        assert count() == (["old"], ["2026-11-19"])


def test_a_question_that_moved_to_another_group_is_seen(log, count, engine):
    log.talk("old", (0, "fallback", {"id": "t"}), start=BEFORE)
    with engine.begin() as connection:
        ids = [
            clusters.create(connection, UnansweredTurn("t", ""), b"v", Nearest(None, 0.0, 0.0), NOW)
            for _ in range(2)
        ]
        clusters.assign(connection, [{"turn_id": "t", "cluster_id": ids[0], "vector": b"v"}])
    count()
    with engine.begin() as connection:
        connection.execute(meanings.update().values(cluster_id=ids[1]))
    assert count()[1] == ["2026-11-19"]


def test_parts_of_a_day_are_what_began_in_them(log, engine):
    log.talk("early", (0, "answer"), start=datetime(2026, 11, 20, 4, 59))
    log.talk("late", (0, "answer"), start=datetime(2026, 11, 20, 5, 0))
    since = datetime(2026, 11, 20, 5, 0)
    with engine.connect() as connection:
        talks = ConversationCache().load(connection, since, since + timedelta(days=1))
    assert [talk.session_id for talk in talks] == ["late"]


@pytest.mark.parametrize(
    "change",
    [
        sessions.update().where(sessions.c.id == "old").values(is_staff_test=True),
        sessions.update().where(sessions.c.id == "old").values(contact_clicked_at=BEFORE),
        callbacks.delete(),
        sessions.delete().where(sessions.c.id == "old"),
    ],
)
def test_a_change_to_the_past_is_seen(log, count, engine, change):
    log.talk("old", (0, "answer"), start=BEFORE, callback=1)
    count()
    with engine.begin() as connection:
        connection.execute(change)
    assert count()[1] == ["2026-11-19"]
