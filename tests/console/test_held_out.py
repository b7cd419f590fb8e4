"""The held-out questions that a text is like and that want something else."""

from __future__ import annotations

from bot.console.held_out import HeldOutQuestions

ROWS = [
    ("tests/nlu/a.jsonl", 1, {"text": "can i pay my dues in installments", "accept": []}),
    (
        "tests/nlu/a.jsonl",
        2,
        {"text": "pay the dues by installments?", "accept": ["a/installments"]},
    ),
    ("tests/nlu/b.jsonl", 1, {"text": "who can vote", "accept": ["a/voting"]}),
]


def questions():
    return HeldOutQuestions(lambda: ROWS)


def test_a_question_like_it_that_is_not_to_be_answered_is_against_it():
    (other,) = questions().against("pay dues in installments", "a/installments")
    assert (other.text, other.wants, other.file) == (
        "can i pay my dues in installments",
        (),
        "tests/nlu/a.jsonl",
    )


def test_one_that_wants_this_very_answer_is_not():
    text = "pay the dues by installments"
    assert text in questions().against(text, "a/dues")[0].text
    assert questions().against(text, "a/installments") == []


def test_what_is_about_something_else_is_left_alone():
    assert questions().against("is there a parking garage", "a/parking") == []


def test_one_is_found_by_its_very_text():
    assert questions().find("who can vote").wants == ("a/voting",)
    assert questions().find("who can Vote") is None


def test_the_files_are_read_once_and_only_when_needed():
    reads = []
    held_out = HeldOutQuestions(lambda: reads.append(1) or ROWS)
    assert reads == []
    held_out.against("who can vote", "a/x")
    held_out.find("who can vote")
    assert reads == [1]
