"""What was dictated has no marks: its sentences are told apart by how they begin."""

from __future__ import annotations

import pytest

from bot.nlu.facts.text.dictation import with_full_stops


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        (
            "im a fellow in boston i was never a member what do i pay",
            "im a fellow in boston. i was never a member. what do i pay",
        ),
        (
            "retired radiologist in tulsa my fellowship was in ohio long ago abr certified",
            "retired radiologist in tulsa. my fellowship was in ohio long ago. abr certified",
        ),
    ],
)
def test_a_text_without_marks_gets_its_full_stops(said, sentences):
    assert with_full_stops(said) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "fellow in boston i was never a member",
        "I'm a fellow in Boston, I was never a member, and now I want to know what I would pay",
        "the hospital is one where i am a resident and it has been like that since i was a student",
    ],
)
def test_a_short_text_a_marked_one_and_what_belongs_together_stay(text):
    assert with_full_stops(text) == text
