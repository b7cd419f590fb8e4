"""What a reply is worth, and how a threshold is set."""

from __future__ import annotations

import pytest

from bench.peers.peer import Decision, Ranked
from bench.scoring import decide, score, threshold_for, verdict
from bot.cli.evaluate import Question

DUES = Question("what does it cost", frozenset({"membership/general_dues"}))
NONE = Question("the weather please", frozenset())


def ranked(label, value):
    return Ranked(
        ((label, value), ("faq/membership_general_dues", value / 2), ("out_of_scope/x", 0.0))
    )


@pytest.mark.parametrize(
    ("question", "decision", "expected"),
    [
        (DUES, Decision("answer", ("faq/membership_general_dues",)), "right"),
        (DUES, Decision("answer", ("faq/membership_cme",)), "wrong"),
        (DUES, Decision("answer", ("faq/membership_cme", "faq/membership_general_dues")), "right"),
        (DUES, Decision("offer", ("faq/membership_cme", "faq/membership_general_dues")), "offered"),
        (DUES, Decision("offer", ("faq/membership_cme",)), "missed"),
        (DUES, Decision("refuse"), "missed"),
        (NONE, Decision("answer", ("faq/membership_general_dues",)), "false"),
        (NONE, Decision("offer", ("faq/membership_general_dues",)), "asked"),
        (NONE, Decision("refuse"), "refused"),
    ],
)
def test_a_reply_has_one_verdict(question, decision, expected):
    assert verdict(question, decision) == expected


def test_below_the_threshold_the_best_answers_are_offered():
    assert decide(ranked("faq/membership_cme", 0.4), 0.5) == Decision(
        "offer", ("faq/membership_cme", "faq/membership_general_dues")
    )


def test_a_best_label_that_is_no_answer_is_a_refusal():
    assert decide(ranked("out_of_scope/x", 0.9), 0.5) == Decision("refuse")


@pytest.mark.parametrize(("rate", "count"), [(0.0, 0), (0.25, 1), (0.5, 2), (1.0, 3)])
def test_the_threshold_lets_no_more_wrong_answers_through_than_it_may(rate, count):
    answers = [
        (DUES, ranked("faq/membership_cme", 0.9)),
        (NONE, ranked("faq/membership_cme", 0.7)),
        (DUES, ranked("faq/membership_cme", 0.5)),
        (DUES, ranked("faq/membership_general_dues", 0.6)),
    ]
    threshold = threshold_for(answers, rate)
    verdicts = [verdict(question, decide(each, threshold)) for question, each in answers]
    assert verdicts.count("wrong") + verdicts.count("false") == count


def test_answerable_and_unanswerable_questions_are_counted_apart():
    result = score(
        [DUES, DUES, NONE],
        [
            Decision("answer", ("faq/membership_general_dues",)),
            Decision("refuse"),
            Decision("refuse"),
        ],
    )
    assert (result.right, result.wrong, result.false_answers) == (0.5, 0.0, 0.0)
