"""How many questions are about to come is an estimate that never runs away."""

from __future__ import annotations

from bot.conversation import progress
from bot.conversation.progress import questions_left


def test_after_the_last_question_none_follow(eligibility, today):
    facts = {"stage": "student", "profession": "medical_student", "enrolled": "yes"}
    assert questions_left(eligibility, facts, "place", today) <= 2


def test_at_the_start_some_follow(eligibility, today):
    assert questions_left(eligibility, {}, "stage", today) >= 1


def test_more_that_is_known_leaves_fewer(eligibility, today):
    facts = {"stage": "in_practice"}
    first = questions_left(eligibility, {}, "stage", today)
    assert questions_left(eligibility, facts, "profession", today) <= first


def test_a_question_without_fixed_answers_ends_the_estimate(eligibility, today):
    assert questions_left(eligibility, {}, "training_end", today) == 0


def test_only_so_many_decisions_are_made(eligibility, today, monkeypatch):
    monkeypatch.setattr(progress, "_MOST_DECISIONS", 0)
    assert questions_left(eligibility, {}, "stage", today) == 0
