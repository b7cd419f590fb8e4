"""Conversations as they are read from the records, and where checks stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.analytics import abandoned_checks, conversation_query
from bot.records.conversations.turn_outcomes import Outcome
from bot.records.review import reviews
from testkit.conversation_log import START

DAY = timedelta(days=1)
DUES = {"label": "faq/membership_dues"}


@pytest.fixture
def load(database):
    def load_(since=START - DAY, until=START + DAY, only=None):
        with database.connect() as connection:
            return conversation_query.load(connection, since, until, only)

    return load_


def test_a_gap_of_half_an_hour_begins_another_conversation(log, load):
    log.talk("visitor", (0, "answer"), (29, "answer"), (59, "answer"))
    assert [len(talk.turns) for talk in load()] == [2, 1]


def test_they_come_in_the_order_in_which_they_began(log, load):
    log.talk("later", (5, "answer"))
    log.talk("b", (0, "answer"))
    log.talk("a", (0, "answer"))
    assert [talk.session_id for talk in load()] == ["a", "b", "later"]


def test_greetings_and_tests_by_staff_are_left_out(log, load):
    log.talk("greeted", (0, "opening"))
    log.talk("staff", (0, "answer"), staff=True)
    log.talk("visitor", (0, "opening"), (1, "answer"))
    assert [(talk.session_id, len(talk.turns)) for talk in load()] == [("visitor", 1)]


def test_only_some_sessions_are_read_when_they_are_named(log, load):
    for name in ("a", "b", "c"):
        log.talk(name, (0, "answer"))
    assert [talk.session_id for talk in load(only=["a", "c"])] == ["a", "c"]
    assert load(only=[]) == []


def test_it_counts_on_the_side_on_which_it_began(log, load):
    log.talk("visitor", (-10, "answer"), (10, "answer"))
    assert load(since=START) == []
    assert [len(talk.turns) for talk in load(until=START)] == [2]


def test_a_turn_carries_its_rating_and_its_correction(log, load, database):
    log.talk("visitor", (0, "answer", {**DUES, "helpful": False, "reason": "wrong", "saved": True}))
    with database.begin() as connection:
        reviews.save_correction(connection, "visitor", log.ids[0], "a/b", "maria", START)
    (turn,) = load()[0].turns
    assert (turn.outcome, turn.topic) == (Outcome.ANSWERED, DUES["label"])
    assert (turn.helpful, turn.reason, turn.saved_call) == (False, "wrong", True)
    assert turn.is_corrected


def test_of_two_ratings_of_a_turn_the_no_weighs_more(log, load, database):
    log.talk("visitor", (0, "answer", {"helpful": False}))
    with database.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO feedback (session_id, turn_id, message_id, created_at, helpful)"
            " SELECT session_id, turn_id, 'other', created_at, 1 FROM feedback"
        )
    assert load()[0].turns[0].helpful is False


def test_whoever_reached_out_is_marked(log, load):
    log.talk("called", (0, "answer"), callback=3)
    log.talk("clicked", (0, "answer"), contact=3)
    log.talk("neither", (0, "answer"))
    assert {talk.session_id: (talk.has_callback, talk.reached_out) for talk in load()} == {
        "called": (True, True),
        "clicked": (False, True),
        "neither": (False, False),
    }


def asks(attribute):
    return {"label": "find_category", "reply": [{"asks": {"attribute": attribute}}]}


@pytest.fixture
def stops(load, database):
    def stops_():
        with database.connect() as connection:
            return abandoned_checks.last_questions(connection, load())

    return stops_


def test_a_check_stops_at_its_last_question(log, stops):
    log.talk("one", (0, "question", asks("profession")), (1, "question", asks("place")))
    log.talk("two", (0, "question", asks("place")), (1, "answer", DUES))
    assert stops() == {"place": 2}


def test_a_check_with_a_result_did_not_stop(log, stops):
    log.talk("done", (0, "question", asks("place")), (1, "decision"))
    log.talk("no check", (0, "answer", DUES))
    assert stops() == {}


def test_a_question_whose_text_expired_is_not_counted(log, stops):
    log.talk("old", (0, "question", {"label": "find_category", "reply": []}))
    assert stops() == {}


def test_a_page_reads_the_latest_checks_only(log, stops, monkeypatch):
    monkeypatch.setattr(abandoned_checks, "_MOST", 1)
    log.talk("earlier", (0, "question", asks("profession")))
    log.talk("later", (1, "question", asks("place")))
    assert stops() == {"place": 1}
