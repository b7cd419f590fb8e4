"""Groups that a publication answers close themselves; others, and those that only seemed so, stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.console.clustering import Clusterer
from bot.console.settlement import Settlement
from bot.records.publishing import drafts, releases
from bot.records.publishing.releases import State
from bot.records.review import clusters
from testkit.clock import NOON

EARLIER = NOON - timedelta(days=1)
COST = "What does international membership cost?"


@pytest.fixture
def groups(log, engine, answer_lookup, clock):
    log.talk("a", (0, "fallback", {"text": COST}), start=EARLIER)
    log.talk("b", (0, "fallback", {"text": "how do I apply"}), start=EARLIER)
    Clusterer(engine, answer_lookup, clock).catch_up()


def publish(engine, content="c1", answer="membership/international_dues"):
    with engine.begin() as connection:
        number = releases.begin(
            connection,
            kind="publish",
            state=State.LIVE.value,
            by="pia",
            at=NOON,
            live_at=NOON,
            content=content,
            model="assistant-new.tar.gz",
            changes={"phrases": []},
        )
        drafts.save(
            connection, 0, answer_id=answer, fields={"question": COST}, base="", by="e", at=NOON
        )
        draft = drafts.open_draft(connection, answer)
        drafts.mark_published(connection, number, [draft.id], [])
    return number


def states(engine):
    with engine.connect() as connection:
        return {c.title: (c.state, c.settled_by) for c in clusters.load(connection, NOON)}


def answer_of(knowledge, answer_lookup):
    label = answer_lookup.understand(COST).choice.labels[0]
    return knowledge.answers_by_label[label].id


def test_what_is_answered_by_what_was_published_is_closed_and_says_so(
    groups, engine, answer_lookup, knowledge, clock, sign_in
):
    number = publish(engine, answer=answer_of(knowledge, answer_lookup))
    settlement = Settlement(engine, answer_lookup, "c1", clock)
    assert settlement.catch_up() == 1
    assert states(engine) == {
        COST: ("done", f"answered since publication {number}"),
        "how do I apply": ("open", None),
    }
    assert settlement.catch_up() == 0
    page = sign_in("viewer").page(f"/publish/{number}")
    assert "1 group of unanswered questions is answered now and closed" in page


def test_an_answer_that_was_there_before_settles_nothing(groups, engine, answer_lookup, clock):
    publish(engine, answer="account/login_help")
    assert Settlement(engine, answer_lookup, "c1", clock).catch_up() == 0
    assert {state for state, _ in states(engine).values()} == {"open"}


def test_a_process_that_still_knows_the_former_content_judges_nothing(
    groups, engine, answer_lookup, knowledge, clock
):
    publish(engine, answer=answer_of(knowledge, answer_lookup))
    assert Settlement(engine, answer_lookup, "c0", clock).catch_up() == 0
    assert Settlement(engine, answer_lookup, "c1", clock).catch_up() == 1


def test_a_question_that_the_former_model_still_replied_to_brings_no_group_back(
    groups, log, engine, answer_lookup, knowledge, clock
):
    number = publish(engine, answer=answer_of(knowledge, answer_lookup))
    settlement = Settlement(engine, answer_lookup, "c1", clock)
    settlement.catch_up()
    log.talk("c", (1, "fallback", {"text": COST, "model": "assistant-old c0"}), start=NOON)
    Clusterer(engine, answer_lookup, clock).catch_up()
    assert is_back(engine, number)
    settlement.catch_up()
    assert not is_back(engine, number)


def test_a_question_that_the_new_model_left_open_brings_its_group_back(
    groups, log, engine, answer_lookup, knowledge, clock
):
    number = publish(engine, answer=answer_of(knowledge, answer_lookup))
    settlement = Settlement(engine, answer_lookup, "c1", clock)
    settlement.catch_up()
    log.talk("c", (1, "fallback", {"text": COST, "model": "assistant-new c1"}), start=NOON)
    Clusterer(engine, answer_lookup, clock).catch_up()
    settlement.catch_up()
    assert is_back(engine, number)


def test_where_nothing_came_late_no_transaction_writes(
    groups, engine, answer_lookup, knowledge, clock
):
    publish(engine, answer=answer_of(knowledge, answer_lookup))
    settlement = Settlement(engine, answer_lookup, "c1", clock)
    settlement.catch_up()
    written = []
    sa.event.listen(engine, "commit", written.append)
    settlement.catch_up()
    assert written == []


def is_back(engine, number):
    what = clusters.settled_by_publication(number)
    with engine.connect() as connection:
        return [c.is_back for c in clusters.load(connection, NOON) if c.settled_by == what] == [
            True
        ]
