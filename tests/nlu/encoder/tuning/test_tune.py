"""From phrases to what is kept: the same numbers for the same phrases, in whatever order they come."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.encoder.published_weights import LAYERS
from bot.nlu.encoder.sentence_encoder import DIMENSION, tokenizer
from bot.nlu.encoder.tuning.trainer import Plan
from bot.nlu.encoder.tuning.tune import FIRST_LAYER, LowerLayers, tune

TEXTS = ["what are dues", "dues for a year", "my password", "reset a password"]
LABELS = ["faq/dues", "faq/dues", "faq/password", "faq/password"]
PLAN = Plan(epochs=1, batch=2)


@pytest.fixture(scope="module")
def lower():
    return LowerLayers()


def test_a_text_has_a_row_for_each_token_below_the_first_tuned_layer(lower):
    short, long = lower.run(["dues", "what are the dues of a resident"])
    assert short.shape == (len(tokenizer().encode("dues").ids), DIMENSION)
    assert long.shape[0] > short.shape[0]


def test_a_text_is_the_same_beside_others_and_alone(lower):
    (alone,) = lower.run(["dues"])
    _, beside = lower.run(["what are the dues of a resident", "dues"])
    assert np.array_equal(alone, beside)


def test_what_is_kept_does_not_hang_on_the_order_of_the_phrases():
    reports = []
    tuned = tune(TEXTS, LABELS, PLAN, lambda *report: reports.append(report))
    turned = tune(TEXTS[::-1], LABELS[::-1], PLAN)
    assert tuned.labels == ["faq/dues", "faq/password"]
    assert list(tuned.layers) == list(range(FIRST_LAYER, LAYERS))
    assert tuned.head.shape == (DIMENSION, len(tuned.labels))
    assert tuned.head.dtype == np.float16
    assert np.array_equal(tuned.head, turned.head)
    for number, layer in tuned.layers.items():
        assert all(np.array_equal(layer[name], turned.layers[number][name]) for name in layer)
    assert reports
