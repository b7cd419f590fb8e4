"""What the answers say, held against the figures of the two pages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import KnowledgeError, UnknownDues
from bot.messages.faq_messages import Messages

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def messages(knowledge):
    return Messages(knowledge, TODAY)


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("membership/training_dues", "free"),
        ("membership/medical_student_dues", "$138"),
        ("membership/dues_after_training", "$77"),
        ("membership/international_dues", "$391"),
        ("membership/international_training_dues", "$138"),
        ("membership/military_discount", "50%"),
        ("membership/membership_year", "January 1"),
        ("account/contact_us", "1-800-347-7748"),
    ],
)
def test_an_answer_says_what_the_page_says(messages, id_, words):
    assert words in messages.answer(id_)["text"]


@pytest.mark.parametrize(
    "id_", ["membership/general_dues", "membership/associate_dues", "membership/allied_health_dues"]
)
def test_dues_that_are_not_published_get_no_number(messages, id_):
    text = messages.answer(id_)["text"]
    assert "$" not in text
    assert "1-800-347-7748" in text or "schedule of dues" in text


def test_no_answer_quotes_a_superseded_figure(messages, knowledge):
    texts = [
        messages.answer(id_)["text"]
        for id_ in knowledge.answers
        if id_ != "membership/international_training_dues"
    ]
    assert not [text for text in texts if "$125" in text]


def test_every_answer_is_sourced_dated_and_whole(messages, knowledge):
    for id_ in knowledge.answers:
        message = messages.answer(id_)
        assert message["kind"] == "answer"
        assert message["answer"]["sources"]
        assert message["answer"]["reviewed"] >= "2026-11-23"
        assert "{" not in message["text"]


def test_an_answer_touched_by_a_disagreement_says_so_and_who_says_what(messages, knowledge):
    touched = [answer for answer in knowledge.answers.values() if answer.disagreement]
    assert touched
    for answer in touched:
        message = messages.answer(answer.id)
        assert all(
            side["says"] and side["cited_as"] for side in message["answer"]["disagreement"]["sides"]
        )
        assert message["blocks"][-1]["type"] == "note"


def test_an_amount_is_not_known_before_it_is_published(knowledge):
    with pytest.raises((KnowledgeError, UnknownDues)):
        knowledge.fill("{international_mit}", date(1999, 1, 1))


def test_a_placeholder_that_nothing_knows_is_an_error(knowledge):
    with pytest.raises(UnknownDues):
        knowledge.fill("{nothing}", TODAY)
