"""Three outcomes: answer, ask back, admit; a wrong answer is the worst."""

from __future__ import annotations

from bot.nlu.ranking.answer_policy import Outcome, Thresholds, choose

AT = Thresholds(answer=0.5, margin=0.2, offer=0.4, candidate=0.1)


def outcome(**probabilities):
    labels = {name.replace("__", "/"): p for name, p in probabilities.items()}
    labels.setdefault("faq/z", 0.0)
    return choose(labels, AT)


def test_a_sure_answer_is_given():
    choice = outcome(faq__a=0.8, faq__b=0.1, out_of_scope__x=0.1)
    assert (choice.outcome, choice.labels) == (Outcome.ANSWER, ("faq/a",))


def test_two_close_answers_are_offered_best_first():
    choice = outcome(faq__a=0.5, faq__b=0.4)
    assert (choice.outcome, choice.labels) == (Outcome.OFFER, ("faq/a", "faq/b"))


def test_an_unlikely_candidate_is_not_offered():
    assert outcome(faq__a=0.45, faq__b=0.05, out_of_scope__x=0.5).labels == ("faq/a",)


def test_the_themes_of_what_we_cannot_answer_count_together():
    choice = outcome(faq__a=0.3, out_of_scope__x=0.25, out_of_scope__y=0.25, smalltalk__greet=0.2)
    assert (choice.outcome, choice.labels) == (Outcome.ADMIT, ("out_of_scope/x",))


def test_small_talk_wins_where_it_leads():
    assert outcome(faq__a=0.2, smalltalk__thank=0.7).outcome is Outcome.TALK
