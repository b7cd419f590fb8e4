"""What is learnt of danger: the likeliest kind, how likely any is, and the same after storing it."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.danger.classifier import DangerClassifier, is_danger
from bot.nlu.encoder.sentence_encoder import default_encoder

PHRASES = {
    "danger/crisis": [
        "I want to end my life",
        "I do not want to live",
        "there is no way out for me",
    ],
    "danger/threat": ["I will hurt the person at the desk", "you will pay for this with your life"],
    "danger/none": [
        "this form is killing me",
        "the deadline kills me",
        "I would kill for a discount",
    ],
    "faq/membership_dues": ["how much is membership", "what do I pay per year", "the price please"],
    "smalltalk/greet": ["hello", "good morning", "hi there"],
}
LABELS = [label for label, phrases in PHRASES.items() for _ in phrases]


@pytest.fixture(scope="module")
def vectors():
    return default_encoder().encode([phrase for group in PHRASES.values() for phrase in group])


@pytest.fixture(scope="module")
def classifier(vectors):
    return DangerClassifier.learn(vectors, LABELS)


def test_each_danger_is_seen_for_what_it_is(classifier, vectors):
    for vector, label in zip(vectors, LABELS):
        danger = classifier.assess(vector)
        if label in {"danger/crisis", "danger/threat"}:
            assert danger.kind == label.removeprefix("danger/")
            assert danger.probability > 0.5


def test_a_harmless_use_of_the_words_is_none(classifier, vectors):
    harmless = [
        v for v, label in zip(vectors, LABELS) if label not in {"danger/crisis", "danger/threat"}
    ]
    assert all(classifier.assess(vector).probability < 0.5 for vector in harmless)


def test_whatever_is_asked_some_kind_is_the_likeliest(classifier, vectors):
    assert {classifier.assess(vector).kind for vector in vectors} <= {"crisis", "threat"}


def test_a_stored_classifier_assesses_the_same(classifier, vectors, tmp_path):
    classifier.save(tmp_path)
    stored = DangerClassifier.load(tmp_path)
    before, after = (
        [model.assess(vector).probability for vector in vectors] for model in (classifier, stored)
    )
    assert np.allclose(before, after)


def test_a_probability_stays_between_none_and_certain(classifier):
    rng = np.random.default_rng(1)
    for vector in rng.normal(size=(20, 384)).astype(np.float32):
        assert 0.0 <= classifier.assess(vector).probability <= 1.0


@pytest.mark.parametrize(
    ("label", "is_learnt"),
    [("danger/crisis", True), ("danger/none", True), ("danger", True), ("faq/dues", False)],
)
def test_labels_of_danger_belong_to_no_other_component(label, is_learnt):
    assert is_danger(label) is is_learnt
