"""A layer in NumPy computes what the published encoder computes, and its gradients are those of its output."""

from __future__ import annotations

import numpy as np
import onnx
import pytest

from bot.nlu.encoder.published_weights import LAYERS, read_layer
from bot.nlu.encoder.sentence_encoder import default_encoder, published_model
from bot.nlu.encoder.tuning.layer import PRODUCTS, VECTORS, backward, forward
from bot.nlu.encoder.tuning.tune import FIRST_LAYER, LowerLayers

DIMENSION, WIDE = 24, 36


@pytest.fixture
def weights():
    """A small layer in doubles, so that differences can be told from rounding."""
    chance = np.random.default_rng(1)
    shapes = dict.fromkeys(PRODUCTS, (DIMENSION, DIMENSION))
    shapes |= {"wide": (DIMENSION, WIDE), "narrow": (WIDE, DIMENSION)}
    result = {name: chance.normal(0, 0.3, shape) for name, shape in shapes.items()}
    for name in VECTORS:
        size = shapes.get(name.removesuffix("_bias"), (0, DIMENSION))[1]
        result[name] = chance.normal(1 if name.endswith("scale") else 0, 0.3, size)
    return result


def test_the_upper_layers_give_the_vector_that_the_encoder_gives():
    text = "what do residents pay"
    graph = onnx.load_model_from_string(published_model()).graph
    (tokens,) = LowerLayers().run([text])
    for number in range(FIRST_LAYER, LAYERS):
        tokens, _ = forward(tokens, 1, read_layer(graph, number))
    mean = tokens.mean(axis=0)
    assert mean @ default_encoder().encode([text])[0] / np.linalg.norm(mean) > 0.98


def test_texts_of_a_batch_do_not_see_each_other(weights):
    tokens = np.random.default_rng(2).normal(size=(6, DIMENSION))
    together, _ = forward(tokens, 2, weights)
    alone = [forward(half, 1, weights)[0] for half in (tokens[:3], tokens[3:])]
    assert np.allclose(np.concatenate(alone), together)


@pytest.mark.parametrize("name", [*PRODUCTS, *VECTORS, "tokens"])
def test_gradients_are_what_a_small_change_makes_of_the_output(weights, name):
    chance = np.random.default_rng(3)
    tokens, wanted = chance.normal(size=(2, 6, DIMENSION))
    whole = {**weights, "tokens": tokens}
    direction = chance.normal(size=whole[name].shape)

    def value(length):
        changed = {**whole, name: whole[name] + length * direction}
        return float((forward(changed["tokens"], 2, changed)[0] * wanted).sum())

    found = backward(wanted, forward(tokens, 2, weights)[1], weights)
    products = {key: rows.T @ by_rows for key, (rows, by_rows) in found.products.items()}
    gradient = {**products, **found.vectors, "tokens": found.tokens}[name]
    measured = (value(1e-5) - value(-1e-5)) / 2e-5
    assert float((gradient * direction).sum()) == pytest.approx(measured, rel=1e-4, abs=1e-6)
