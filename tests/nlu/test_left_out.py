"""Whoever is left out is asked, and nothing was learned from them."""

from __future__ import annotations

import pytest

from bot.nlu import left_out
from bot.nlu.encoder import adaptation_file
from bot.nlu.phrases.folds import fold_by_writer
from bot.nlu.phrases.phrase import Phrase
from bot.nlu.ranking.judgement import Judgement

KINDS = {
    "faq/membership_training_dues": "what do residents pay",
    "out_of_scope/jobs": "is there a job for me",
    "affirm": "yes please",
    "danger/none": "this is killing me",
}
PHRASES = [
    Phrase(label, f"{text} {writer}", writer, "train", "x.yml")
    for writer in ("ann", "bob", "cat")
    for label, text in KINDS.items()
]


@pytest.fixture
def learned(tmp_path, monkeypatch):
    """The texts that were tuned on; the encoder of the tree stands for what comes of it."""
    texts = []

    def tune(own, labels, report):
        texts.extend(own)
        return adaptation_file.read()

    monkeypatch.setattr(left_out.tuning, "tune", tune)
    monkeypatch.setattr(left_out, "CACHE", tmp_path)
    return texts


def test_the_writers_of_a_fold_are_asked_and_the_others_learned_from(learned):
    fold = fold_by_writer([p for p in PHRASES if not p.label.startswith("danger")])["ann"]
    predictions = list(left_out.predict(PHRASES, fold, judgement=Judgement(0.0, {})))
    assert {prediction.phrase.writer for prediction in predictions} == {"ann"}
    assert {prediction.phrase.label for prediction in predictions} == {
        "faq/membership_training_dues",
        "out_of_scope/jobs",
    }
    assert not any("ann" in text or "killing" in text for text in learned)
    assert len(learned) == 6


def test_an_encoder_that_was_tuned_is_kept_for_the_same_phrases(learned):
    for _ in range(2):
        list(left_out.predict(PHRASES, 0, judgement=Judgement(0.0, {})))
    assert len(learned) == 6
    more = [*PHRASES, Phrase("affirm", "certainly", "bob", "train", "x.yml")]
    list(left_out.predict(more, 0, judgement=Judgement(0.0, {})))
    assert len(learned) > 6
