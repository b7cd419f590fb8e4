"""What belongs into the queue of unanswered questions, and what does not."""

from __future__ import annotations

import pytest

from bot.records.review import clusters, unanswered
from bot.records.review.clusters import Nearest
from testkit.conversation_log import START

MISS = {"label": "out_of_scope/payment"}


@pytest.fixture
def pending(database):
    def pending_(limit=10):
        with database.connect() as connection:
            return [turn.text for turn in unanswered.pending(connection, limit)]

    return pending_


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("fallback", MISS),
        ("fallback", {}),
        ("fallback", {"label": "out_of_scope/clinical", "confidence": 0.6}),
        ("answer", {"label": "faq/membership_dues", "helpful": False}),
    ],
)
def test_a_question_that_we_should_have_answered_is_pending(log, pending, kind, more):
    log.talk("visitor", (0, kind, {**more, "text": "words"}))
    assert pending() == ["words"]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("answer", {"label": "faq/membership_dues"}),
        ("answer", {"label": "faq/membership_dues", "helpful": True}),
        ("fallback", {"label": "out_of_scope/clinical", "confidence": 0.9}),
        ("fallback", {**MISS, "text": None}),
        ("fallback", {**MISS, "choice": True}),
        ("choices", {}),
        ("smalltalk", {}),
    ],
)
def test_everything_else_is_not(log, pending, kind, more):
    log.talk("visitor", (0, kind, {"text": "words", **more}))
    assert pending() == []


def guide(rule):
    return [{"kind": "question", "text": "Which field?", "blocks": [], "trace": {"rule": rule}}]


@pytest.mark.parametrize("rule", ["asked", "goal"])
def test_a_question_without_an_answer_for_which_the_guide_began_is_pending(log, pending, rule):
    log.talk("visitor", (0, "question", {**MISS, "text": "half now", "reply": guide(rule)}))
    assert pending() == ["half now"]


@pytest.mark.parametrize(
    "more",
    [
        {"reply": guide("pending_answer")},
        {"reply": guide("told")},
        {"confidence": 0.4},
        {"label": "faq/membership_dues"},
        {"label": "out_of_scope/clinical"},
        {"reply": None},
    ],
)
def test_what_the_guide_takes_in_otherwise_is_not(log, pending, more):
    turn = {**MISS, "text": "words", "reply": guide("asked"), **more}
    log.talk("visitor", (0, "question", turn))
    assert pending() == []


def test_what_staff_try_is_not_pending(log, pending):
    log.talk("staff", (0, "fallback", MISS), staff=True)
    assert pending() == []


def test_an_offer_that_was_declined_is_pending(log, pending):
    declined = (1, "fallback", {"label": "none_of_these", "text": None, "choice": True})
    log.talk("visitor", (0, "choices", {"text": "which paper"}), declined)
    assert pending() == ["which paper"]


def test_an_offer_is_declined_only_by_what_follows_it(log, pending):
    declined = (2, "fallback", {"label": "none_of_these", "text": None, "choice": True})
    between = (1, "answer", {"label": "faq/membership_dues", "text": "dues"})
    log.talk("visitor", (0, "choices", {"text": "which paper"}), between, declined)
    assert pending() == []


def test_of_many_the_latest_come_in_their_order(log, pending):
    lines = [(minute, "fallback", {**MISS, "text": f"question {minute}"}) for minute in range(4)]
    log.talk("visitor", *lines)
    assert pending(limit=2) == ["question 2", "question 3"]


def test_what_is_in_a_cluster_is_no_longer_pending(log, pending, database):
    log.talk("visitor", (0, "fallback", {**MISS, "text": "invoice"}))
    with database.begin() as connection:
        (turn,) = unanswered.pending(connection, 10)
        id_ = clusters.create(connection, turn, b"v", Nearest(None, 0.0, 0.0), START)
        rows = [{"turn_id": turn.turn_id, "cluster_id": id_, "vector": b"v"}]
        clusters.assign(connection, rows)
    assert pending() == []
