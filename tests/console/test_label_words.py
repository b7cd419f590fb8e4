"""Staff read the question of an answer, or a theme in words, and no label."""

from __future__ import annotations

import pytest

from bot.console.label_words import in_words, question_of


def test_the_label_of_an_answer_is_its_question(knowledge):
    answer = knowledge.answers["membership/cme"]
    assert in_words(answer.label, knowledge) == answer.question


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("out_of_scope/lapsed_cancel", "lapsed cancel"),
        ("faq/membership_gone", "membership gone"),
        ("", "no theme"),
    ],
)
def test_any_other_label_is_its_theme(knowledge, label, words):
    assert in_words(label, knowledge) == words


def test_an_answer_that_is_not_published_keeps_its_id(knowledge):
    assert question_of("membership/cme", knowledge) == knowledge.answers["membership/cme"].question
    assert question_of("membership/drafted", knowledge) == "membership/drafted"
