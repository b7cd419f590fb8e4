"""Unanswered questions in groups: who leads, what is heavy, and when a settled one returns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records import retention
from bot.records.conversations.calls import PHONE
from bot.records.conversations.tables import sessions
from bot.records.review import clusters
from bot.records.review.clusters import DONE, NOISE, OUT_OF_SCOPE, Member, Nearest
from bot.records.review.unanswered import UnansweredTurn
from testkit.conversation_log import START

DAY = timedelta(days=1)
NEAREST = Nearest("faq/membership_dues", 0.6, 0.1)
LABEL = {"label": "out_of_scope/payment"}


@pytest.fixture
def group(log, database):
    """Return a function that writes conversations and makes one cluster of their questions."""

    def group_(texts, start=START, nearest=NEAREST):
        first = len(log.ids)
        for number, text in enumerate(texts):
            name = f"visitor {first + number}"
            log.talk(name, (number, "fallback", {**LABEL, "text": text}), start=start)
        turns = log.ids[first:]
        with database.begin() as connection:
            leader = UnansweredTurn(turns[0], texts[0])
            id_ = clusters.create(connection, leader, b"vector", nearest, start)
            rows = [
                {"turn_id": turn, "cluster_id": id_, "vector": turn.encode(), "encoder": "e"}
                for turn in turns
            ]
            clusters.assign(connection, rows)
        return id_

    return group_


@pytest.fixture
def load(database):
    def load_(now=START + DAY, **more):
        with database.connect() as connection:
            return clusters.load(connection, now, **more)

    return load_


@pytest.fixture
def update(database):
    def update_(id_, **values):
        with database.begin() as connection:
            return clusters.update(connection, id_, **values)

    return update_


def test_calls_for_whom_staff_looked_it_up_are_counted_apart(group, load, database):
    group(["my dues", "my dues", "my dues"])
    with database.begin() as connection:
        is_first = sessions.c.id == "visitor 0"
        connection.execute(sessions.update().where(is_first).values(channel=PHONE))
    (cluster,) = load()
    assert (cluster.visitors, cluster.calls, cluster.misses) == (2, 1, 3)


def test_a_cluster_is_called_by_its_leader_and_shows_other_wordings_once(group, load):
    group(["invoice please", "send an invoice", "send an invoice"])
    (cluster,) = load()
    assert (cluster.title, cluster.samples) == ("invoice please", ("send an invoice",))
    assert (cluster.visitors, cluster.misses) == (3, 3)
    assert (cluster.first_at, cluster.last_at) == (START, START + timedelta(minutes=2))
    assert (cluster.nearest, cluster.score, cluster.margin) == ("faq/membership_dues", 0.6, 0.1)


def test_one_visitor_who_asks_often_counts_once(log, group, load, database):
    id_ = group(["invoice"])
    log.talk("insistent", *[(minute, "fallback", LABEL) for minute in range(3)])
    with database.begin() as connection:
        rows = [{"turn_id": turn, "cluster_id": id_, "vector": b"v"} for turn in log.ids[1:]]
        clusters.assign(connection, rows)
    (cluster,) = load()
    assert (cluster.visitors, cluster.misses) == (2, 4)


def test_what_many_asked_lately_comes_first(group, load):
    few = group(["fax"])
    many = group(["invoice", "bill"])
    old = group(["parking", "garage"], start=START - 60 * DAY)
    assert [cluster.id for cluster in load()] == [many, few, old]


def test_the_weight_of_a_visitor_halves_in_a_fortnight(group, load):
    group(["invoice"])
    (fresh,), (later,) = load(now=START), load(now=START + 14 * DAY)
    assert (fresh.weight, later.weight) == (1.0, 0.5)


def test_only_turns_since_a_day_are_counted(group, load):
    group(["parking"], start=START - 60 * DAY)
    recent = group(["invoice"])
    assert [cluster.id for cluster in load(since=START)] == [recent]


def test_one_cluster_is_loaded_by_its_id(group, load):
    group(["parking"])
    id_ = group(["invoice"])
    assert [cluster.id for cluster in load(cluster_id=id_)] == [id_]
    assert load(cluster_id="none") == []


def test_members_come_with_their_vectors_the_oldest_cluster_first(group, database):
    later = group(["invoice"])
    earlier = group(["parking"], start=START - DAY)
    with database.connect() as connection:
        members = clusters.members(connection, "e")
    assert members == [Member(earlier, b"t2"), Member(later, b"t1")]


def test_what_is_merged_stands_in_one_cluster_under_its_own_id(group, load, database):
    target, other = group(["invoice", "a bill"]), group(["statement"])
    with database.begin() as connection:
        clusters.merge(connection, target, [other])
    (cluster,) = load()
    assert (cluster.id, cluster.misses, cluster.version) == (target, 3, 1)
    with database.connect() as connection:
        assert {member.cluster_id for member in clusters.members(connection, "e")} == {target}


def test_what_is_split_off_has_a_cluster_of_its_own_with_every_message_of_the_same_words(
    group, load, database
):
    id_ = group(["invoice", "my visa", "my visa", "a bill"])
    with database.begin() as connection:
        new = clusters.split(connection, id_, ["t2"], START)
    assert {cluster.id: (cluster.title, cluster.misses) for cluster in load()} == {
        id_: ("invoice", 2),
        new: ("my visa", 2),
    }


def test_the_first_question_may_be_split_off_too(group, load, database):
    id_ = group(["invoice", "my visa"])
    with database.begin() as connection:
        clusters.split(connection, id_, ["t1"], START)
    assert sorted(cluster.title for cluster in load()) == ["invoice", "my visa"]


@pytest.mark.parametrize("chosen", [[], ["t9"], ["t1", "t2"]])
def test_nothing_or_everything_is_not_split_off(group, database, chosen):
    id_ = group(["invoice", "my visa"])
    with database.begin() as connection:
        assert clusters.split(connection, id_, chosen, START) is None


def test_a_name_stands_in_place_of_the_first_question(group, load, update):
    update(group(["invoice"]), name="Invoices")
    (cluster,) = load()
    assert (cluster.title, cluster.samples, cluster.version) == ("Invoices", ("invoice",), 1)


def test_nothing_to_assign_changes_nothing(load, database):
    with database.begin() as connection:
        clusters.assign(connection, [])
    assert load() == []


@pytest.mark.parametrize(
    ("values", "is_waiting"),
    [
        ({"assigned_to": "maria"}, True),
        ({"state": OUT_OF_SCOPE}, False),
        ({"state": NOISE}, False),
        ({"state": DONE, "settled_at": START + DAY}, False),
        ({"state": DONE, "settled_at": START - DAY}, True),
        ({"snoozed_until": START + 2 * DAY}, False),
        ({"snoozed_until": START}, True),
    ],
)
def test_what_is_settled_or_snoozed_does_not_wait_until_it_returns(
    group, load, update, values, is_waiting
):
    id_ = group(["invoice"])
    update(id_, **values)
    (cluster,) = load()
    assert clusters.is_waiting_for_staff(cluster, START + DAY) is is_waiting


def test_a_cluster_that_is_gone_is_not_updated(update):
    assert not update("none", state=DONE)


def test_when_its_leader_is_erased_the_eldest_leads(group, load, database):
    id_ = group(["first words", "second words", "third words"])
    retention.erase_session(database, "visitor 0")
    (cluster,) = load()
    assert (cluster.id, cluster.title) == (id_, "second words")
    with database.connect() as connection:
        vectors = [member.vector for member in clusters.members(connection, "e")]
    assert vectors == [b"t2", b"t3"]


def test_a_cluster_without_a_turn_is_deleted(group, load, database):
    group(["only words"])
    retention.erase_session(database, "visitor 0")
    assert load() == []
    with database.connect() as connection:
        assert clusters.members(connection, "e") == []


def test_a_cluster_whose_texts_expired_says_so(group, load, database):
    group(["invoice"])
    with database.begin() as connection:
        connection.exec_driver_sql("UPDATE turns SET text = NULL")
    (cluster,) = load()
    assert (cluster.title, cluster.samples) == ("(text erased)", ())


def test_the_time_to_settle_begins_with_the_first_miss(group, update, database):
    update(group(["invoice", "bill"]), state=DONE, settled_at=START + timedelta(hours=6))
    update(group(["open"]), settled_at=START + timedelta(hours=6))
    update(group(["earlier"]), state=DONE, settled_at=START - DAY)
    with database.connect() as connection:
        assert clusters.hours_to_settle(connection, START - 2 * DAY, START + DAY) == [6.0]
        assert clusters.hours_to_settle(connection, START - 2 * DAY, START) == []
