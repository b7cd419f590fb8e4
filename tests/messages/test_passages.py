"""Of an answer that was given, a second question gets the sentence that it asks for, or nothing."""

from __future__ import annotations

import pytest

from bot.messages.blocks import to_text
from bot.messages.passages import fitting

TEXT = (
    "Candidates apply online for fellowship in the College. Each application is endorsed by two fellows. "
    "The deadline is June 30. The fee is $150. Meetings last three days."
)
ANSWER = [
    {"type": "p", "runs": [TEXT]},
    {"type": "ul", "items": [["A letter from your chair."], ["A list of publications."]]},
]


def said(question, blocks=ANSWER):
    return to_text(fitting(question, blocks))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("and who endorses it?", "Each application is endorsed by two fellows."),
        ("when is that?", "The deadline is June 30."),
        ("how much is the fee", "The fee is $150."),
        ("do i need publications", "A list of publications."),
    ],
)
def test_the_sentence_is_the_one_that_holds_the_words_or_the_kind_of_what_is_asked(
    question, sentence
):
    assert sentence in said(question)


@pytest.mark.parametrize("question", ["is there parking", "ok thanks", "and then?", ""])
def test_what_no_sentence_answers_gets_none(question):
    assert fitting(question, ANSWER) == []


def test_a_short_answer_is_given_whole_or_not_at_all():
    short = [{"type": "p", "runs": ["It is endorsed by two fellows. The fee is $150."]}]
    assert fitting("who endorses it?", short) == []


def test_no_more_than_two_passages_are_said():
    same = [{"type": "ul", "items": [[f"Fellows of year {year}."] for year in range(6)]}]
    assert len(fitting("which fellows?", same)) <= 2


def test_a_passage_keeps_its_links():
    link = {"text": "the form", "url": "https://example.org"}
    linked = [{"type": "ul", "items": [["Endorse by ", link], ["b."], ["c."], ["d."]]}]
    assert fitting("where is the form", linked) == [{"type": "p", "runs": ["Endorse by ", link]}]
