"""The tuned layers stand beside the published ones, which stay as they are."""

from __future__ import annotations

import numpy as np
import onnx
import pytest

from bot.nlu.encoder.integer_encoder import to_integer_model
from bot.nlu.encoder.published_weights import LAYERS, read_layer
from bot.nlu.encoder.sentence_encoder import PUBLISHED, TUNED, SentenceEncoder, published_model

TEXTS = ["what do residents pay", "hi", "do I keep my vote once I have stopped working"]


def adaptation(spread):
    """The upper three layers, each matrix changed by a product of random narrow ones."""
    graph = onnx.load_model_from_string(published_model()).graph
    chance = np.random.default_rng(1)
    layers = {}
    for number in range(3, LAYERS):
        changes = {}
        for name, values in read_layer(graph, number).items():
            if values.ndim == 1:
                changes[name] = values
                continue
            inputs, outputs = values.shape
            changes[f"{name}_left"] = chance.normal(0, spread, (inputs, 2)).astype(np.float16)
            changes[f"{name}_right"] = chance.normal(0, spread, (2, outputs)).astype(np.float16)
        layers[number] = changes
    return layers


@pytest.fixture(scope="module")
def published():
    return onnx_vectors(to_integer_model(published_model()))


def onnx_vectors(model):
    encoder = SentenceEncoder(model)
    return np.stack([encoder._run(encoder._tokenizer.encode(text).ids)[0] for text in TEXTS])


def test_without_a_change_both_vectors_are_the_published_one(published):
    vectors = SentenceEncoder(to_integer_model(published_model(), adaptation(0))).encode_twice(
        TEXTS
    )
    assert np.array_equal(vectors[:, PUBLISHED], published)
    assert np.allclose((vectors[:, TUNED] * published).sum(axis=1), 1, atol=1e-4)


def test_a_change_turns_the_tuned_vector_alone(published):
    model = to_integer_model(published_model(), adaptation(0.1))
    vectors = SentenceEncoder(model).encode_twice(TEXTS)
    assert np.array_equal(vectors[:, PUBLISHED], published)
    assert (vectors[:, TUNED] * published).sum(axis=1).max() < 0.95
    assert np.allclose(np.linalg.norm(vectors[:, TUNED], axis=1), 1, atol=1e-5)


def test_the_same_change_makes_the_same_file():
    first, second = (to_integer_model(published_model(), adaptation(0.1)) for _ in range(2))
    assert first == second
