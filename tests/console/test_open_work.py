"""How many things wait is told beside each page, to whom may work on them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.console.open_work import DAYS, OpenWork
from bot.records.conversations import callbacks
from bot.records.review import clusters
from bot.records.review.clusters import Nearest
from bot.records.review.unanswered import UnansweredTurn
from bot.records.staff.role import Role
from testkit import records
from testkit.clock import NOON
from testkit.conversation_log import Log

database = records.database
MISS = {"label": "out_of_scope/payment"}


@pytest.fixture
def log(database):
    return Log(database)


def counts(database, role=Role.EDITOR, name="maria"):
    user = SimpleNamespace(name=name, role=role)
    return OpenWork(database).counts(SimpleNamespace(now=NOON, user=user))


def test_where_nothing_waits_that_is_told_too(database):
    assert counts(database) == {"/unanswered": 0, "/callbacks": 0}


def test_unanswered_questions_of_late_wait(database, log):
    for id_, ago in (("new", timedelta(hours=1)), ("old", timedelta(days=DAYS + 1))):
        log.talk(id_, (0, "fallback", {**MISS, "id": id_}), start=NOON - ago)
        with database.begin() as connection:
            miss, nearest = UnansweredTurn(id_, ""), Nearest(None, 0.0, 0.0)
            group = clusters.create(connection, miss, b"v", nearest, NOON - ago)
            rows = [{"turn_id": id_, "cluster_id": group, "vector": b"v"}]
            clusters.assign(connection, rows)
    assert counts(database)["/unanswered"] == 1


def test_a_call_back_waits_until_a_colleague_has_it(database, log):
    log.talk("ann", (0, "answer", {}), start=NOON - timedelta(hours=1), callback=5)
    assert counts(database)["/callbacks"] == 1
    with database.begin() as connection:
        callbacks.update(connection, "RANN", assigned_to="edna", status="open")
    assert counts(database)["/callbacks"] == 0
    assert counts(database, name="edna")["/callbacks"] == 1


def test_who_only_reads_is_told_of_no_call_backs(database):
    assert "/callbacks" not in counts(database, Role.VIEWER)
