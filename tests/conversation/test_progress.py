"""How many questions may still come: the number that is told never grows on the way."""

from __future__ import annotations

from bot.conversation.progress import questions_left
from bot.knowledge.attributes import UNKNOWN


def test_the_goal_only_comes_nearer_whatever_is_answered(eligibility, today):
    def walk(profile, step, earlier):
        asked = eligibility.next_question(profile, today)
        if asked is None:
            return
        total = step + questions_left(eligibility, profile, asked, today)
        assert total <= earlier, profile
        attribute = eligibility.attributes[asked]
        for value in (*attribute.values, UNKNOWN):
            walk({**profile, asked: attribute.answer(value)}, step + 1, total)

    walk({}, 1, 99)


def test_somewhere_all_that_was_announced_is_asked(eligibility, today):
    def longest(profile):
        asked = eligibility.next_question(profile, today)
        if asked is None:
            return 0
        attribute = eligibility.attributes[asked]
        values = (*attribute.values, UNKNOWN)
        return 1 + max(longest({**profile, asked: attribute.answer(value)}) for value in values)

    assert longest({}) == 1 + questions_left(eligibility, {}, "stage", today)


def test_a_question_whose_answer_decides_nothing_more_is_the_last(eligibility, today):
    student = {"stage": "student", "profession": "medical_student", "enrolled": "yes"}
    profile = {**student, "place": "outside"}
    last = eligibility.next_question(profile, today)
    assert questions_left(eligibility, profile, last, today) == 0


def test_an_answer_that_is_asked_for_anew_does_not_count_as_given(eligibility, today):
    profile = {"stage": "fully_retired"}
    first = questions_left(eligibility, {}, "stage", today)
    assert questions_left(eligibility, profile, "stage", today) == first
