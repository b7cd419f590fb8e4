"""Where eligibility checks stopped: at the last question of each that came to no result."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.analytics import abandoned_checks, conversation_query
from testkit.conversation_log import START

DAY = timedelta(days=1)


@pytest.fixture
def stopped_at(log, database):
    def count():
        with database.connect() as connection:
            conversations = conversation_query.load(connection, START - DAY, START + DAY)
            return abandoned_checks.last_questions(connection, conversations)

    return count


def asks(attribute):
    return {"reply": [{"text": "…"}, {"text": "…", "asks": {"attribute": attribute}}]}


def test_a_check_without_a_result_stopped_at_its_last_question(log, stopped_at):
    log.talk("one", (0, "question", asks("profession")), (1, "question", asks("board")))
    log.talk("other", (0, "question", asks("board")))
    assert stopped_at() == {"board": 2}


def test_a_check_that_came_to_a_result_did_not_stop(log, stopped_at):
    log.talk("done", (0, "question", asks("profession")), (1, "decision"))
    log.talk("asked", (0, "answer", {"label": "faq/membership_dues"}))
    assert stopped_at() == {}


def test_a_reply_that_was_erased_counts_for_no_question(log, stopped_at):
    log.talk("erased", (0, "question", {"reply": None}))
    assert stopped_at() == {}


def test_only_the_latest_are_read(log, stopped_at, monkeypatch):
    monkeypatch.setattr(abandoned_checks, "_MOST", 1)
    log.talk("early", (0, "question", asks("profession")))
    log.talk("late", (5, "question", asks("board")))
    assert sum(stopped_at().values()) == 1
