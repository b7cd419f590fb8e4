"""How each answer fares, counted by hand."""

from __future__ import annotations

from datetime import timedelta

from bot.records.analytics import by_answer, conversation_query
from bot.records.analytics.by_answer import AnswerFigures
from testkit.conversation_log import START

DAY = timedelta(days=1)


def test_asked_rated_wrong_and_before_are_counted_for_each_answer(log, database):
    log.talk("old", (0, "answer", {"label": "faq/a"}), start=START - 2 * DAY)
    log.talk("gone", (0, "answer", {"label": "faq/c"}), start=START - 2 * DAY)
    log.talk(
        "new",
        (0, "answer", {"label": "faq/a", "helpful": True}),
        (1, "answer", {"label": "faq/a", "helpful": False, "reason": "wrong"}),
        (2, "answer", {"label": "faq/b", "helpful": False, "reason": "unclear"}),
        (3, "fallback", {"label": "faq/b"}),
    )
    with database.connect() as connection:
        before = conversation_query.load(connection, START - 3 * DAY, START - DAY)
        now = conversation_query.load(connection, START - DAY, START + DAY)
    assert by_answer.count(now, before) == [
        AnswerFigures("faq/a", asked=2, asked_before=1, rated_yes=1, rated_no=1, wrong=1),
        AnswerFigures("faq/b", asked=1, asked_before=0, rated_yes=0, rated_no=1, wrong=0),
        AnswerFigures("faq/c", asked=0, asked_before=1, rated_yes=0, rated_no=0, wrong=0),
    ]
