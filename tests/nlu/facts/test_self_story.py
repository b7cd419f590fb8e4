"""Whether a message is taken for what somebody tells of themselves."""

from __future__ import annotations

import pytest

from bot.nlu.facts.question_or_story import Meant
from bot.nlu.facts.reader import ProfileReader, default_reader
from bot.nlu.facts.self_story import tells_of_oneself

NOTHING = Meant("out_of_scope", "out_of_scope/jobs")
TALK = Meant("smalltalk", "smalltalk/greet")


def tells(text, meant=NOTHING):
    return tells_of_oneself(text, meant, default_reader())


@pytest.mark.parametrize(
    "text",
    [
        "I'm a radiology resident in Ohio",
        "I finished my fellowship in June and work in Tampa, ABR certified",
        # A code, or the wish to change an answer, is for the guide whatever it was taken for.
        "K7MP-4XQR",
        "please change my last answer",
    ],
)
def test_a_story_a_code_and_a_change_are_for_the_guide(text):
    assert tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "resident Ohio",
        "I am",
        "...",
        "radiology residency in Ohio",
        "what do residents in Ohio pay",
    ],
)
def test_a_word_or_two_or_a_question_tell_of_nobody(text):
    assert not tells(text)


def test_more_words_tell_of_somebody_who_is_not_named():
    assert tells("radiology resident in Ohio, done in June 2027, ABR core passed")


def test_what_is_taken_back_is_told_only_where_no_talk_was_heard():
    text = "no, actually I'm a fellow in Toronto"
    assert tells(text)
    assert not tells("no, actually I'm fine", TALK)


class UnreadReader(ProfileReader):
    """A reader that must not be asked."""

    def __init__(self):
        pass

    def read(self, text, today, stage=None):
        raise AssertionError(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("what do I pay as a radiology resident in Ohio", Meant("faq", "faq/membership_cme")),
        ("Is that the case for a resident in my third year?", NOTHING),
        ("I'm a radiology resident in Ohio, thank you very much", TALK),
    ],
)
def test_what_no_fact_would_make_a_story_is_not_read(text, meant):
    assert not tells_of_oneself(text, meant, UnreadReader())
