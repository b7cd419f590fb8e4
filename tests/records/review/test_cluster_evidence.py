"""Behind a group stand the conversations it was asked in, with why somebody said No."""

from __future__ import annotations

from bot.records.review import cluster_evidence, clusters
from bot.records.review.clusters import Nearest
from bot.records.review.unanswered import UnansweredTurn
from testkit.conversation_log import START


def test_each_message_comes_with_its_conversation_and_the_reason_of_a_no(log, database):
    disliked = {"id": "t1", "text": "invoice", "helpful": False, "reason": "unclear"}
    log.talk("a", (0, "answer", {**disliked, "label": "faq/membership_cme"}))
    log.talk("b", (1, "fallback", {"id": "t2", "text": "a bill", "helpful": True}))
    with database.begin() as connection:
        first = UnansweredTurn("t1", "invoice")
        id_ = clusters.create(connection, first, b"v", Nearest(None, 0, 0), START)
        rows = [{"turn_id": turn, "cluster_id": id_, "vector": b"v"} for turn in ("t1", "t2")]
        clusters.assign(connection, rows)
        messages = cluster_evidence.messages_of(connection, [id_])
    assert [(m.session_id, m.text, m.is_rated_no, m.reason) for m in messages] == [
        ("b", "a bill", False, None),
        ("a", "invoice", True, "unclear"),
    ]


def test_of_no_group_there_is_nothing(database):
    with database.connect() as connection:
        assert cluster_evidence.messages_of(connection, []) == []
