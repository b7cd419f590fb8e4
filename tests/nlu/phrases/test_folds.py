"""Writers are left out whole, and each fold has its part of questions and of what nothing answers."""

from __future__ import annotations

from collections import Counter

from bot.nlu.phrases.files import read_phrases
from bot.nlu.phrases.folds import fold_by_writer
from bot.nlu.phrases.phrase import Phrase
from bot.nlu.ranking.answer_policy import OUT_OF_SCOPE, family
from bot.settings import ROOT


def by(writer, count, label="faq/a"):
    return [Phrase(label, f"{writer} {place}", writer, "train", "a.yml") for place in range(count)]


def test_whoever_wrote_most_is_placed_first_each_where_fewest_are():
    phrases = [*by("a", 9), *by("b", 5), *by("c", 4), *by("d", 3)]
    assert fold_by_writer(phrases) == {"a": 0, "b": 1, "c": 2, "d": 2}


def test_writers_of_what_nothing_answers_are_spread_apart():
    phrases = [
        *by("a", 9),
        *by("none-a", 5, "out_of_scope/x"),
        *by("none-b", 4, "out_of_scope/x"),
        *by("b", 3),
    ]
    assert fold_by_writer(phrases) == {"a": 0, "none-a": 0, "none-b": 1, "b": 1}


def test_the_order_of_the_phrases_changes_nothing():
    phrases = [*by("a", 5), *by("b", 5), *by("c", 5), *by("d", 1)]
    assert fold_by_writer(phrases) == fold_by_writer(phrases[::-1])


def test_of_our_phrases_each_fold_has_its_part():
    phrases = [phrase for phrase in read_phrases(ROOT) if family(phrase.label) != "danger"]
    folds = fold_by_writer(phrases)
    sizes = Counter(folds[phrase.writer] for phrase in phrases)
    unanswerable = Counter(
        folds[phrase.writer] for phrase in phrases if family(phrase.label) == OUT_OF_SCOPE
    )
    assert min(sizes.values()) > len(phrases) / 4
    assert min(unanswerable.values()) > 500
