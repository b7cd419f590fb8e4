"""One word is enough: it is never told that the pages do not answer it, and never taken for somebody's case."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.rasa

WORDS = (
    *("dues", "fees", "price", "cost", "join", "apply", "login", "student", "membership"),
    *("refund", "email", "help", "hours", "renew", "retired", "discount", "letter"),
)


@pytest.mark.parametrize("word", WORDS)
def test_a_single_word_leads_on(assistant, word):
    (message,) = assistant.begin().say(word)
    assert message["kind"] not in {"fallback", "contact"}
    assert len(message["choices"]) >= 2


def test_a_word_says_of_nobody_that_they_are_a_student(assistant):
    (message,) = assistant.begin().say("renew")
    assert message["kind"] == "choices"
    assert "student membership renews" not in message["text"]


def test_few_words_after_a_published_answer_are_about_it(assistant):
    visit = assistant.begin()
    visit.say("what do residents pay")
    assert "free" in visit.say("how much")[0]["text"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("IR vs DR, short version", "career/dr_vs_ir"),
        ("radiologist vs the tech", "radiology/radiologist"),
        ("ortho PGY3 to radiology", "career/switching_specialty"),
        ("rad onc residency # of years", "career/radiation_oncology_training"),
    ],
)
def test_a_career_question_in_keywords_is_answered_and_begins_no_interview(assistant, text, answer):
    (message,) = assistant.begin().say(text)
    assert message["answer"]["id"] == answer


@pytest.mark.parametrize("text", ["locums rate for a body radiologist", "starting salary DR"])
def test_what_nothing_answers_begins_no_interview(assistant, text):
    assert all("asks" not in message for message in assistant.begin().say(text))


@pytest.mark.parametrize(
    "text", ["radiologist in Hamilton, Ontario", "IMG from Peru without ECFMG"]
)
def test_who_says_what_they_are_is_asked_on(assistant, text):
    messages = assistant.begin().say(text)
    assert "asks" in messages[-1] or "decision" in messages[-1]
