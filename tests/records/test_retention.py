"""Texts end in time, one conversation goes at once, and nothing of it is left in any table."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.records import retention
from bot.records.analytics import conversation_query, metrics
from bot.records.conversations import text_search
from bot.records.conversations.tables import callbacks
from bot.records.publishing import releases
from bot.records.publishing.releases import State
from bot.records.publishing.tables import answer_drafts, phrase_removals, question_changes
from bot.records.review import clusters, comments, phrases, reviews
from bot.records.review.clusters import Nearest
from bot.records.review.reviews import Review
from bot.records.review.tables import drafts
from bot.records.review.unanswered import UnansweredTurn
from bot.records.staff import audit
from testkit.conversation_log import START
from testkit.records import count_on_disk

DAY = timedelta(days=1)
NOW = START + 100 * DAY
WORD = "xylophonic"
MISS = {"label": "out_of_scope/payment"}


@pytest.fixture
def full(log, database):
    """A conversation that has left a trace in every table that can hold one, and another beside it."""
    for name in ("gone", "stays"):
        text = f"{WORD} {name}"
        log.talk(
            name,
            (0, "fallback", {**MISS, "text": text, "id": f"t-{name}", "helpful": False}),
            (1, "answer", {"text": f"more {text}", "reply": [{"text": text}], "label": "faq/a"}),
            callback=2,
            contact=1,
        )
    with database.begin() as connection:
        id_ = clusters.create(
            connection, UnansweredTurn("t-gone", ""), b"gone-vector", Nearest(None, 0, 0), START
        )
        rows = [("t-gone", b"gone-vector"), ("t-stays", b"stays-vector")]
        clusters.assign(
            connection, [{"turn_id": t, "cluster_id": id_, "vector": v} for t, v in rows]
        )
        phrases.accept(
            connection, turn_id="t-gone", text=f"{WORD} gone", label="faq/a", by="maria", at=START
        )
        connection.execute(callbacks.update().values(share_conversation=True))
        for name in ("gone", "stays"):
            comments.add(connection, f"t-{name}", f"{WORD} {name}", f"on {name}", "maria", START)
        reviews.save(connection, Review("gone", "maria", START, True, ("gone-tag",)))
        reviews.save_correction(connection, "gone", "t-gone", "membership/cme", "maria", START)
        audit.append(connection, START, "maria", "reviewed", audit.conversation("gone"))
        connection.exec_driver_sql(
            "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, timestamp REAL, data TEXT)"
        )
        for name in ("gone", "stays"):
            connection.execute(
                sa.text("INSERT INTO events (sender_id, timestamp, data) VALUES (:n, :t, :d)"),
                {"n": name, "t": START.timestamp(), "d": json.dumps({"text": f"{WORD} {name}"})},
            )
    return id_


def everything(engine):
    """All that any table holds, the search index's own tables among them, as one text."""
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: str(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all())
            for name in names.scalars().all()
        }


def test_erasing_leaves_nothing_in_any_table(full, database):
    assert retention.erase(database, "gone", NOW, who="maria")
    for name, content in everything(database).items():
        assert "gone" not in content, name


def test_erasing_leaves_the_neighbours_as_they_were(full, database):
    retention.erase(database, "gone", NOW, who="maria")
    with database.connect() as connection:
        (cluster,) = clusters.load(connection, NOW)
        assert text_search.sessions_with(connection, WORD) == ["stays"]
    assert (cluster.id, cluster.title) == (full, f"{WORD} stays")
    assert list(audit.verify(database)) == []
    assert not retention.erase(database, "gone", NOW, who="maria")


def test_a_call_back_outlives_its_conversation_without_a_link(full, database):
    retention.erase(database, "gone", NOW, who="maria")
    with database.connect() as connection:
        rows = connection.exec_driver_sql("SELECT session_id FROM callbacks").scalars().all()
    assert sorted(map(str, rows)) == ["None", "stays"]


def counted(engine):
    with engine.connect() as connection:
        talks = conversation_query.load(connection, START - DAY, NOW)
    return metrics.report(talks).counts


def test_texts_end_and_what_is_counted_stays(full, database):
    before = counted(database)
    receipt = retention.retain(database, NOW, who="maria")
    assert receipt["texts of turns"] == 4
    assert receipt["events of Rasa"] == 2
    for name, content in everything(database).items():
        if name != "phrases":
            assert WORD not in content, name
    assert counted(database) == before
    assert list(audit.verify(database)) == []


def test_what_is_young_enough_stays(full, database):
    before = everything(database)
    receipt = retention.retain(database, START + 80 * DAY, who="maria")
    assert set(receipt.values()) == {0}
    assert everything(database)["turns"] == before["turns"]


def test_a_dry_run_tells_the_same_and_changes_nothing(full, database):
    before = everything(database)
    receipt = retention.retain(database, NOW, who="maria", dry_run=True)
    assert everything(database) == before
    assert receipt == retention.retain(database, NOW, who="maria")


def test_a_call_back_goes_some_time_after_it_was_done_and_never_before(full, database):
    with database.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE callbacks SET status = 'done', done_at = created_at WHERE session_id = 'gone'"
        )
    assert retention.retain(database, NOW, who="maria")["call-backs done"] == 1
    with database.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM callbacks").scalar() == 1


def test_a_second_run_has_nothing_to_do(full, database):
    retention.retain(database, NOW, who="maria")
    assert set(retention.retain(database, NOW, who="maria").values()) == {0}


def test_it_runs_once_a_day_and_the_audit_says_when(full, database):
    assert retention.retain_daily(database, NOW, 90) is not None
    assert retention.retain_daily(database, NOW + timedelta(hours=5), 90) is None
    assert retention.retain_daily(database, NOW + DAY, 90) is not None
    with database.connect() as connection:
        assert audit.last(connection, "retention") == NOW + DAY


def test_what_nobody_dealt_with_ends_after_half_a_year(full, database):
    retention.retain(database, START + 170 * DAY, who="maria")
    assert_left(database, callbacks=2, phrases=1)

    retention.retain(database, START + 181 * DAY, who="maria")
    assert_left(database, callbacks=0, phrases=0)


def assert_left(database, **expected):
    with database.connect() as connection:
        for table, count in expected.items():
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == count


def take_over(database):
    """What staff made of a visitor's words, waiting and published."""
    by = {"by": "maria", "at": START}
    with database.begin() as connection:
        for release in (None, 1):
            connection.execute(
                question_changes.insert().values(
                    text=f"{WORD} moved", answer_id="a/b", release=release, **by
                )
            )
        connection.execute(
            answer_drafts.insert().values(
                answer_id="a/b", fields={}, base="", test_question=f"{WORD} tested", **by
            )
        )
        connection.execute(
            phrase_removals.insert().values(label="a/b", text=WORD, file="f", release=1, **by)
        )
        connection.execute(drafts.insert().values(question=f"{WORD} noted", answer="", **by))
        for state in ("ready", "live"):
            result = {"difference": f"+ {WORD}", "weighed": []}
            releases.begin(connection, kind="publish", state=state, result=result, **by)
        phrases.dismiss(connection, "t-stays", f"{WORD} unwanted", "maria", START)


def test_what_staff_took_from_messages_ends_after_half_a_year(full, database):
    take_over(database)
    assert retention.retain(database, NOW, who="maria")["phrases put aside"] == 1

    receipt = retention.retain(database, START + 181 * DAY, who="maria")
    assert receipt["questions for another answer"] == 2
    assert receipt["results of publications"] == 2
    for name, content in everything(database).items():
        assert WORD not in content, name
    with database.connect() as connection:
        assert {release.state for release in releases.latest(connection)} == {
            State.OUTDATED,
            State.LIVE,
        }
    assert set(retention.retain(database, START + 182 * DAY, who="maria").values()) == {0}


@pytest.mark.parametrize("end", ["retained", "erased"])
def test_no_file_of_sqlite_holds_a_deleted_text(full, database, end):
    folder = Path(database.url.database).parent
    assert count_on_disk(folder, b"xylophonic gone")

    if end == "erased":
        retention.erase_session(database, "gone")
    else:
        retention.retain(database, START + 181 * DAY, who="maria")

    assert not count_on_disk(folder, b"xylophonic gone")
