"""Between the end of training and the first dues nothing is owed, and who asks is told so."""

from __future__ import annotations

import pytest

_ENDS = "radiology fellow in Denver, my fellowship ends June 30, 2027"


@pytest.mark.parametrize(
    "text",
    [
        "Do I owe anything between August and December 2027, yes or no?",
        "so even though I'll be an attending from August I still don't pay anything for the rest of 2027?",
        "so nothing at all for the second half of 2027?",
        "do I pay anything from July to December?",
        "anything due between July and January 2028?",
        "do I have to pay anything in the meantime?",
    ],
)
def test_nothing_is_owed_for_the_rest_of_the_year_in_which_training_ends(talk, text):
    talk.say(_ENDS, "tell")
    talk.say(text)
    assert talk.rule == "owed_meanwhile"
    assert talk.text.startswith("Nothing is owed in that time")
    assert "January 1, 2028" in talk.text


@pytest.mark.parametrize(
    "text",
    [
        "do I owe anything between January and June 2028?",
        "and for the rest of 2028, do I pay?",
    ],
)
def test_a_time_after_the_first_dues_is_not_free(talk, text):
    talk.say(_ENDS, "tell")
    talk.say(text)
    assert talk.rule != "owed_meanwhile"


def test_who_trains_abroad_is_not_told_that_nothing_is_owed(talk):
    talk.say("radiology resident in Munich, finishing June 30, 2027", "tell")
    talk.say("do I owe anything between July and December 2027?")
    assert talk.rule != "owed_meanwhile"


def test_whose_training_goes_on_is_not_told_of_first_dues(talk):
    talk.say("radiology resident in Ohio until June 30, 2027, then a fellowship in Boston", "tell")
    talk.say("do I owe anything between July and December 2027?")
    assert talk.rule != "owed_meanwhile"


def test_the_end_of_a_program_that_was_supposed_counts(talk):
    talk.say("my husband, a radiology resident, starts a fellowship in Boston in July", "tell")
    talk.say("when fellowship ends june 30 2028, when is his first bill?")
    talk.say("does he owe anything between july and december 2028?")
    assert talk.rule == "owed_meanwhile"
    assert "January 1, 2029" in talk.text


def test_what_is_supposed_beside_it_is_answered_too(talk):
    talk.say("my husband, a radiology resident, starts a fellowship in Boston in July", "tell")
    talk.say("when fellowship ends june 30 2028, when is his first bill?")
    talk.say("so nothing for the second half of 2028? and what if he does a second fellowship?")
    assert "Nothing is owed in that time" in talk.text
    assert "training goes on with the next" in talk.text


def test_a_year_that_is_named_is_that_of_training_or_none(talk):
    talk.say(_ENDS, "tell")
    talk.say("so nothing at all for 2027, even though I'll be drawing an attending salary?")
    assert talk.rule == "owed_meanwhile"
    talk.say("so nothing at all for 2028?")
    assert talk.rule != "owed_meanwhile"
