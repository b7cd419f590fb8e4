"""Three outcomes: answer, ask back, admit; a wrong answer is the worst."""

from __future__ import annotations

from bot.nlu.ranking.answer_policy import Outcome, Thresholds, choose

AT = Thresholds(answer=0.6, offer=0.4, candidate=0.1)


def choice(certainty=0.0, **probabilities):
    labels = {name.replace("__", "/"): p for name, p in probabilities.items()}
    labels.setdefault("faq/z", 0.0)
    return choose(labels, certainty, AT)


def test_an_answer_that_is_probably_right_is_given():
    result = choice(0.7, faq__a=0.5, faq__b=0.4, out_of_scope__x=0.1)
    assert (result.outcome, result.labels, result.confidence) == (Outcome.ANSWER, ("faq/a",), 0.7)


def test_an_answer_that_is_less_probably_right_is_offered_with_the_next_best_first():
    result = choice(0.59, faq__a=0.5, faq__b=0.4)
    assert (result.outcome, result.labels) == (Outcome.OFFER, ("faq/a", "faq/b"))


def test_an_unlikely_candidate_is_not_offered():
    assert choice(faq__a=0.45, faq__b=0.05, out_of_scope__x=0.5).labels == ("faq/a",)


def test_the_themes_of_what_we_cannot_answer_count_together():
    result = choice(faq__a=0.3, out_of_scope__x=0.25, out_of_scope__y=0.25, smalltalk__greet=0.2)
    assert (result.outcome, result.labels) == (Outcome.ADMIT, ("out_of_scope/x",))


def test_small_talk_wins_where_it_leads():
    assert choice(0.9, faq__a=0.2, smalltalk__thank=0.7).outcome is Outcome.TALK
