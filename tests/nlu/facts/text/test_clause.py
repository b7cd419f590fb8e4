"""What can be looked up in a clause: what it names, how it is so, and whether it asks."""

from __future__ import annotations

from datetime import date

import pytest

from bot.nlu.facts.text.clause import QUESTION_MARK, Clause, Mention
from bot.nlu.facts.text.dates import DayMention

JUNE = DayMention(date(2027, 6, 30), False, True, False, 0, 1)
JULY = DayMention(date(2027, 7, 1), False, True, False, 2, 3)


def clause(text, *days):
    return Clause(text, days)


def test_tags_are_mentions_with_value_and_status():
    mentions = clause("a <RESIDENT> not in <NOT:PLACE:us>").mentions
    assert mentions == (Mention("", "RESIDENT", None), Mention("NOT", "PLACE", "us"))


def test_it_has_what_is_so_now_unless_a_status_is_asked_for():
    denied = clause("not in <NOT:PLACE:us>, a <RESIDENT>")
    assert denied.has("RESIDENT", "PLACE")
    assert not denied.has("PLACE")
    assert denied.has("PLACE", status="NOT")


def test_of_two_values_the_last_one_counts():
    corrected = clause("in <PLACE:us>, no, in <PLACE:canada>, not <NOT:PLACE:outside>")
    assert corrected.value("PLACE") == "canada"
    assert corrected.values("PLACE") == ["us", "canada"]
    assert corrected.values("PLACE", "NOT") == ["outside"]
    assert corrected.value("FIELD") is None


@pytest.mark.parametrize(
    ("text", "is_denied"),
    [("<NOT:BOARD:abr>", True), ("<PAST:BOARD:abr>", True), ("<BOARD:abr>", False), ("", False)],
)
def test_what_is_not_so_or_over_is_denied(text, is_denied):
    assert clause(text).denies("BOARD", "FIELD") is is_denied


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("do <RESIDENT> pay", True),
        ("so what do i pay", True),
        (f"a <RESIDENT> {QUESTION_MARK}", True),
        ("i am a <RESIDENT>", False),
        # "Will be done in June" tells.
        ("will be done in date0", False),
        ("will i pay", True),
    ],
)
def test_a_question_is_known_by_its_first_word_or_its_mark(text, asks):
    assert clause(text).asks is asks


def test_a_day_is_the_first_that_stands_in_the_clause_itself():
    assert clause("done on date1 and date0", JUNE, JULY).day == JULY
    assert clause("done soon", JUNE).day is None
