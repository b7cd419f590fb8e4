"""The learner on a small world: it learns, saves what it learned, and is the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from bot.errors import SetUpError
from bot.nlu.encoder.sentence_encoder import default_encoder, model_sha256
from bot.nlu.ranking.ranker import Ranker, Settings, normalize

EXAMPLES = {
    "dues": [
        "what does it cost",
        "how much is it",
        "the price please",
        "cost for residents",
        "is it free for residents",
    ],
    "phone": [
        "your phone number",
        "whom can I call",
        "call somebody",
        "phone please",
        "number to call",
    ],
}


@pytest.fixture(scope="module")
def learned():
    return learn()


def learn(order=1):
    pairs = [(text, label) for label, texts in EXAMPLES.items() for text in texts]
    texts, labels = zip(*pairs[::order])
    return Ranker.learn(texts, default_encoder().encode(texts), labels, Settings())


def rank(ranker, text):
    return ranker.probabilities([text], default_encoder().encode([text]))[0]


def test_it_finds_the_label_of_a_text_that_it_has_not_seen(learned):
    best = learned.labels[int(np.argmax(rank(learned, "how expensive is this")))]
    assert best == "dues"


def test_probabilities_sum_to_one(learned):
    assert rank(learned, "anything").sum() == pytest.approx(1.0, abs=1e-5)


def test_two_trainings_give_equal_predictions(learned):
    assert np.array_equal(rank(learned, "whom do I call"), rank(learn(), "whom do I call"))


def test_the_order_of_the_examples_changes_nothing(learned):
    text = "whom do I call"
    assert np.array_equal(rank(learned, text), rank(learn(order=-1), text))


def test_what_was_saved_predicts_as_before(learned, tmp_path):
    learned.save(tmp_path)
    restored = Ranker.load(tmp_path)
    assert restored.labels == learned.labels
    assert np.allclose(rank(restored, "is it free"), rank(learned, "is it free"), atol=2e-3)
    assert not list(tmp_path.glob("*.pkl"))


def test_what_was_learned_on_another_encoder_is_refused(learned, tmp_path):
    learned.save(tmp_path)
    path = tmp_path / "ranker.json"
    path.write_text(path.read_text(encoding="utf-8").replace(model_sha256(), "other"), "utf-8")
    with pytest.raises(SetUpError, match="another sentence encoder"):
        Ranker.load(tmp_path)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("PGY-3", "pgy3"),
        ("pgy 3", "pgy3"),
        ("an M2 here", "an ms2 here"),
        ("U.S.  grad", "us grad"),
    ],
)
def test_ways_of_writing_are_folded(typed, folded):
    assert normalize(typed) == folded
