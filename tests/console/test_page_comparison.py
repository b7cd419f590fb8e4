"""Words that answers quote from a page are looked for on the page as it reads now."""

from __future__ import annotations

import dataclasses

import pytest

from bot.console.page_comparison import compare

QUOTE = "Members don’t pay –  while in training"


@pytest.fixture
def quoting(knowledge):
    """The knowledge in which one answer quotes a page."""
    answer = knowledge.answers["membership/training_dues"]
    sources = [dataclasses.replace(cited, quote=QUOTE) for cited in answer.sources[:1]]
    answers = {**knowledge.answers, answer.id: dataclasses.replace(answer, sources=tuple(sources))}
    return dataclasses.replace(knowledge, answers=answers), sources[0].page


def first(quoting, text):
    known, page = quoting
    return compare(known, page, text)[0]


def test_words_that_are_gone_come_first(quoting):
    row = first(quoting, "Members pay half while in training.")
    assert (row.answer_id, row.stands) == ("membership/training_dues", False)


def test_marks_dashes_case_and_line_ends_do_not_count(quoting):
    known, page = quoting
    text = "… MEMBERS don't\npay - while in\ttraining. …"
    (row,) = [row for row in compare(known, page, text) if row.quote]
    assert row.stands


def test_an_answer_that_quotes_nothing_is_left_to_a_person(quoting):
    known, page = quoting
    assert {row.stands for row in compare(known, page, "text") if not row.quote} == {None}


def test_without_a_text_nothing_is_said_to_stand_or_to_be_gone(quoting):
    known, page = quoting
    assert {row.stands for row in compare(known, page, "")} == {None}
