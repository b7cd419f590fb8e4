"""The same records on PostgreSQL: migrations, search, figures, audit, retention, erasing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.records import retention
from bot.records.analytics import conversation_query, metrics
from bot.records.conversations import callbacks, text_search
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.review import clusters, unanswered
from bot.records.review.clusters import Nearest
from bot.records.review.unanswered import UnansweredTurn
from bot.records.staff import audit
from bot.records.staff.role import Role
from bot.records.staff.staff import Staff
from testkit.console import PASSWORD, STAFF_KEY
from testkit.conversation_log import START, Log
from testkit.services import Postgres

pytestmark = pytest.mark.services

DAY = timedelta(days=1)
MISS = {"label": "out_of_scope/payment"}
DUES = {"label": "faq/membership_dues", "text": "what are the chapter's dues"}


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    postgres = Postgres(tmp_path_factory.mktemp("postgres"))
    postgres.start()
    try:
        yield postgres
    finally:
        postgres.stop()
        postgres.remove()


@pytest.fixture(scope="module")
def engine(postgres):
    migrate(postgres.url)
    migrate(postgres.url)
    engine = open_engine(postgres.url)
    log = Log(engine)
    log.talk("a", (0, "opening"), (1, "answer", {**DUES, "helpful": True}))
    log.talk("b", (0, "fallback", {**MISS, "text": "invoice please"}), callback=2)
    log.talk("staff", (0, "answer", DUES), staff=True)
    yield engine
    engine.dispose()


def test_its_log_does_not_repeat_a_statement_that_failed(engine, postgres):
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO turns (id, text) VALUES ('x', 'zyzzyva')"))
    log = (postgres.folder / "log").read_text()
    assert "violates not-null constraint" in log
    assert "zyzzyva" not in log


def test_words_are_found_in_their_other_forms(engine):
    with engine.connect() as connection:
        assert text_search.sessions_with(connection, "chapter due") == ["a", "staff"]
        assert text_search.sessions_with(connection, "invoices") == ["b"]
        assert sorted(text_search.sessions_with(connection, "chapt due")) == ["a", "staff"]
        assert text_search.sessions_with(connection, "' OR & | !") == []


def test_an_index_serves_the_search(engine):
    with engine.connect() as connection:
        connection.execute(sa.text("SET enable_seqscan = off"))
        plan = connection.execute(
            sa.text(
                "EXPLAIN SELECT 1 FROM turns WHERE to_tsvector('english', coalesce(text, '')) "
                "@@ plainto_tsquery('english', 'dues')"
            )
        )
        assert "ix_turns_words" in str(plan.all())


def test_figures_are_the_same_as_on_sqlite(engine):
    with engine.connect() as connection:
        talks = conversation_query.load(connection, START - DAY, START + DAY)
    counts = metrics.report(talks).counts
    assert {name: count for name, count in counts.items() if count} == {
        "conversations": 2,
        "attempts": 2,
        "answered": 1,
        "unanswered": 1,
        "callbacks": 1,
        "contained": 1,
        "confirmed": 1,
        "thumbs_up": 1,
    }


def test_what_is_unanswered_waits_and_is_grouped(engine):
    with engine.begin() as connection:
        (miss,) = unanswered.pending(connection, 10)
        id_ = clusters.create(connection, miss, b"v", Nearest(None, 0.0, 0.0), START)
        clusters.assign(connection, [{"turn_id": miss.turn_id, "cluster_id": id_, "vector": b"v"}])
        (cluster,) = clusters.load(connection, START)
        # Its visitor left a call-back and did not agree to be read.
        assert (cluster.title, cluster.visitors, cluster.not_to_be_read) == (
            "(not shown: the visitor did not agree)",
            1,
            1,
        )
        assert unanswered.pending(connection, 10) == []
    assert miss == UnansweredTurn(miss.turn_id, "invoice please", "out_of_scope/payment")


def test_the_audit_refuses_changes_and_finds_them(engine):
    staff = Staff(engine, timedelta(minutes=30), lambda: START, STAFF_KEY)
    staff.accounts.add("maria", PASSWORD, Role.ADMIN, "tests")
    assert staff.sessions.of(staff.sessions.sign_in("maria", PASSWORD, "-")).name == "maria"
    assert list(audit.verify(engine)) == []
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text("UPDATE audit SET who = 'x'"))
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        connection.execute(sa.text("UPDATE audit SET who = 'x' WHERE number = 1"))
        connection.execute(sa.text("ALTER TABLE audit ENABLE TRIGGER ALL"))
    assert "entry 1" in next(audit.verify(engine))
    with engine.begin() as connection:
        assert [
            request.reference for request in callbacks.claim_unnotified(connection, START, DAY)
        ] == ["RB"]


def test_texts_end_and_conversations_go(engine):
    with engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TABLE events (sender_id TEXT, timestamp DOUBLE PRECISION)")
        )
        connection.execute(sa.text("INSERT INTO events VALUES ('b', 0), ('a', 0)"))
    assert retention.erase(engine, "b", START, who="tests")
    receipt = retention.retain(engine, START + 91 * DAY, who="tests")
    assert receipt["texts of turns"] == 3
    assert receipt["events of Rasa"] == 1
    with engine.connect() as connection:
        assert text_search.sessions_with(connection, "dues") == []
        assert clusters.load(connection, START) == []
