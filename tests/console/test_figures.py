"""Every figure of some days is a row, with that of as many days before beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.console.conversation_cache import ConversationCache
from bot.console.date_range import DateRange
from bot.console.figures import FigureSource
from bot.records.analytics import phone_calls
from bot.records.analytics.metrics import MEASURES
from bot.records.conversations.tables import callbacks as callback_table
from bot.records.review import clusters
from bot.records.review.clusters import Nearest
from bot.records.review.unanswered import UnansweredTurn
from testkit import records
from testkit.clock import NOON
from testkit.conversation_log import Log

database = records.database
DUES = {"label": "faq/membership_general_dues"}
TODAY = NOON.date()
DAYS = DateRange(TODAY - timedelta(days=6), TODAY)
WEEK_AGO = NOON - timedelta(days=7)


@pytest.fixture
def figures(database, knowledge):
    log = Log(database)
    log.talk("confirmed", (0, "answer", {**DUES, "helpful": True}), start=NOON)
    log.talk("missed", (0, "fallback", {"label": "out_of_scope/jobs"}), start=NOON)
    log.talk("before", (0, "answer", {**DUES, "helpful": False}), start=WEEK_AGO)
    with database.begin() as connection:
        phone_calls.save(connection, TODAY, 90, "maria", NOON)
    return FigureSource(database, ConversationCache(), knowledge).load(DAYS)


def row(figures, section, name):
    (figure,) = [each for each in figures.rows() if (each.section, each.name) == (section, name)]
    return figure


def test_each_measure_is_counted_for_the_days_and_for_those_before(figures):
    conversations = row(figures, "counts", MEASURES["conversations"].title)
    assert (conversations.value, conversations.before) == (2, 1)
    counts = [each.name for each in figures.rows() if each.section == "counts"]
    assert counts == [measure.title for measure in MEASURES.values()]


def test_a_share_says_of_how_many_and_a_count_does_not(figures):
    answered = row(figures, "shares", "Answered, of attempts")
    assert (answered.value, answered.of, answered.before) == (1, 2, 1)
    assert row(figures, "counts", MEASURES["attempts"].title).of is None


def test_calls_of_a_week_stand_with_its_monday(figures):
    monday = str(phone_calls.monday_of(TODAY))
    assert row(figures, "phone calls, week from", monday).value == 90


def test_visitors_by_language_are_those_of_either_time(figures):
    names = {each.name for each in figures.rows() if each.section == "visitors by language"}
    assert names == figures.now.languages.keys() | figures.earlier.languages.keys()


def test_what_the_overview_counts_besides_is_there_with_that_of_the_days_before(
    database, knowledge
):
    log, name = Log(database), next(iter(knowledge.attributes))
    asks = [{"kind": "question", "text": "?", "blocks": [], "asks": {"attribute": name}}]
    log.talk("left", (0, "question", {"reply": asks}), start=WEEK_AGO)
    with database.begin() as connection:
        for reference, at, outcome in (("A", NOON, "reached"), ("B", WEEK_AGO, None)):
            values = {"name": "A", "email": "a@example.org", "question": "q", "status": "done"}
            connection.execute(
                callback_table.insert().values(
                    reference=reference, created_at=at, done_at=at, outcome=outcome, **values
                )
            )
        miss = UnansweredTurn(log.ids[0], "invoice")
        group = clusters.create(connection, miss, b"", Nearest(None, 0, 0), WEEK_AGO)
        meaning = {"turn_id": miss.turn_id, "cluster_id": group, "vector": b""}
        clusters.assign(connection, [meaning])
        clusters.update(connection, group, state=clusters.DONE, settled_at=NOON)
    figures = FigureSource(database, ConversationCache(), knowledge).load(DAYS)
    rows = {(each.section, each.name): (each.value, each.before) for each in figures.rows()}
    assert rows["call-backs completed", "reached"] == (1, 0)
    assert rows["call-backs completed", "outcome not said"] == (0, 1)
    question = knowledge.attributes[name].question
    assert rows["eligibility checks abandoned at", question] == (0, 1)
    assert rows["other", "Unanswered question to completion, median days"] == (7.0, None)
    assert rows["other", "Phone calls typed in"] == (None, None)


def test_an_answer_has_three_rows_under_its_own_id(figures, knowledge):
    rows = list(figures.answer_rows(knowledge))
    assert [(each.section, each.name) for each in rows] == [
        ("answer asked", "membership/general_dues"),
        ("answer rated No", "membership/general_dues"),
        ("answer wrong", "membership/general_dues"),
    ]
    assert (rows[0].value, rows[0].before, rows[1].of) == (1, 1, 1)


def test_an_answer_that_is_gone_keeps_its_label(database, knowledge):
    Log(database).talk("old", (0, "answer", {"label": "faq/gone"}), start=NOON)
    figures = FigureSource(database, ConversationCache(), knowledge).load(DAYS)
    assert {each.name for each in figures.answer_rows(knowledge)} == {"faq/gone"}
