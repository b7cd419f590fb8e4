"""Tuning tells labels apart, and the same phrases give the same numbers."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.encoder.tuning.layer import PRODUCTS, VECTORS, forward
from bot.nlu.encoder.tuning.trainer import SHARPNESS, Plan, Trainer

DIMENSION = 24
PLAN = Plan(epochs=12, batch=4, rate=3e-3, head_rate=2e-2)
TEXTS = [
    f"{kind} {'word ' * (place % 3)}{place}" for place in range(12) for kind in ("dues", "jobs")
]
TARGETS = np.array([0, 1] * 12)


def layer():
    chance = np.random.default_rng(4)
    result = {
        name: chance.normal(0, 0.2, (DIMENSION, DIMENSION)).astype(np.float32) for name in PRODUCTS
    }
    for name in VECTORS:
        result[name] = np.full(DIMENSION, float(name.endswith("scale")), dtype=np.float32)
    return result


def embed(texts):
    """Each letter is a token with numbers of its own; texts differ in length."""
    letters = np.random.default_rng(5).normal(size=(128, DIMENSION)).astype(np.float32)
    return [letters[[ord(letter) for letter in text]] for text in texts]


def train(**changes):
    reports = []
    trainer = Trainer(
        [layer()], embed, Plan(**{**vars(PLAN), **changes}), lambda *report: reports.append(report)
    )
    trainer.train(TEXTS, TARGETS)
    return trainer, reports


@pytest.fixture(scope="module")
def trained():
    return train()


def guesses(trainer):
    (weights,) = [adaptation.weights() for adaptation in trainer.layers]
    means = np.stack([forward(tokens, 1, weights)[0].mean(axis=0) for tokens in embed(TEXTS)])
    units = means / np.linalg.norm(means, axis=1, keepdims=True)
    return (SHARPNESS * units @ trainer.head["matrix"] + trainer.head["bias"]).argmax(axis=1)


def test_labels_are_told_apart_afterwards(trained):
    trainer, _ = trained
    assert np.array_equal(guesses(trainer), TARGETS)


def test_the_loss_goes_down_and_every_step_is_reported(trained):
    _, reports = trained
    steps = [step for step, _, _ in reports]
    assert steps == list(range(1, reports[0][1] + 1))
    assert reports[-1][2] < reports[0][2]


def test_layer_and_head_have_both_changed(trained):
    trainer, _ = trained
    before, after = layer(), trainer.layers[0].weights()
    assert all(not np.array_equal(before[name], after[name]) for name in PRODUCTS)
    assert np.abs(trainer.head["matrix"]).max() > 0


def test_two_trainings_give_equal_numbers(trained):
    trainer, _ = trained
    again, _ = train()
    for name, values in trainer.layers[0].parameters.items():
        assert np.array_equal(again.layers[0].parameters[name], values)
    assert np.array_equal(again.head["matrix"], trainer.head["matrix"])


def test_another_seed_gives_others(trained):
    trainer, _ = trained
    other, _ = train(seed=99)
    assert not np.array_equal(other.head["matrix"], trainer.head["matrix"])
