"""What a publication gains and loses, and what stops it."""

from __future__ import annotations

import pytest

from bot.publishing.comparison import Judged, compare, refusals


def judged(*verdicts):
    return [Judged(f"question {n}", about, verdict) for n, (about, verdict) in enumerate(verdicts)]


BEFORE = judged(("a/x", "right"), ("a/x", "missed"), ("a/y", "offered"), ("", "refused"))


def test_gains_and_losses_are_counted_by_answer():
    after = judged(("a/x", "wrong"), ("a/x", "right"), ("a/y", "right"), ("", "answered"))
    comparison = compare(BEFORE, after)
    assert comparison.by_answer == [("a/x", 1, 1), ("", 0, 1), ("a/y", 1, 0)]
    assert (comparison.good_before, comparison.good_after) == (0.5, 0.5)
    assert (comparison.false_before, comparison.false_after) == (0, 0.5)


def test_what_is_as_it_was_is_neither_gain_nor_loss():
    comparison = compare(BEFORE, BEFORE)
    assert (comparison.gains, comparison.losses, comparison.by_answer) == ((), (), [])


def test_only_the_same_questions_are_compared():
    with pytest.raises(ValueError, match="not the same question"):
        compare(BEFORE, [Judged("another", "a/x", "right"), *BEFORE[1:]])


def test_a_taught_text_that_is_refused_stops_it_for_everybody():
    comparison = compare(BEFORE, BEFORE)
    absolute, weighed = refusals(comparison, 0.5, {"pay later?": "visitors get out_of_scope/other"})
    assert absolute == ["“pay later?” was taught, but visitors get out_of_scope/other"]
    assert weighed == []


@pytest.mark.parametrize(("margin", "reasons"), [(0.0, 2), (0.24, 2), (0.25, 0), (1.0, 0)])
def test_what_gets_worse_by_more_than_the_margin_stops_it(margin, reasons):
    after = judged(("a/x", "wrong"), ("a/x", "missed"), ("a/y", "offered"), ("", "refused"))
    absolute, weighed = refusals(compare(BEFORE, after), margin, {})
    assert absolute == []
    assert len(weighed) == reasons


def test_a_loss_names_the_answer_that_was_given_instead():
    after = [*BEFORE[:3], Judged("question 3", "", "answered", "a/x")]
    (loss,) = compare(BEFORE, after).losses
    assert (loss.text, loss.given) == ("question 3", "a/x")
