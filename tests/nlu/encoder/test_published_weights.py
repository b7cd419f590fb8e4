"""The weights of a layer are found in the published file by its own names, as floats."""

from __future__ import annotations

import numpy as np
import onnx
import pytest

from bot.nlu.encoder.published_weights import LAYERS, PublishedLayer, read_layer
from bot.nlu.encoder.sentence_encoder import DIMENSION, published_model
from bot.nlu.encoder.tuning.layer import PRODUCTS, VECTORS

WIDE = 4 * DIMENSION


@pytest.fixture(scope="module")
def graph():
    return onnx.load_model_from_string(published_model()).graph


@pytest.mark.parametrize("number", [0, LAYERS - 1])
def test_every_matrix_and_vector_of_a_layer_is_there_in_its_shape(graph, number):
    weights = read_layer(graph, number)
    assert set(weights) == {*PRODUCTS, *VECTORS}
    assert weights["wide"].shape == (DIMENSION, WIDE)
    assert weights["narrow"].shape == (WIDE, DIMENSION)
    assert weights["query"].shape == (DIMENSION, DIMENSION)
    assert weights["wide_bias"].shape == (WIDE,)
    assert all(value.dtype == np.float32 for value in weights.values())


def test_layers_differ(graph):
    first, last = read_layer(graph, 0), read_layer(graph, LAYERS - 1)
    assert not np.array_equal(first["query"], last["query"])


def test_a_matrix_is_its_eight_bit_numbers_times_a_scale_for_each_column(graph):
    stored = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    matrix = PublishedLayer(graph, 2).matrices["key"]
    values, scale = stored[matrix.values], stored[matrix.scale].ravel()
    assert values.dtype == np.int8
    column = read_layer(graph, 2)["key"][:, 7]
    assert np.array_equal(column, values[:, 7].astype(np.float32) * scale[7])


def test_what_a_layer_returns_is_read_by_the_next(graph):
    output = PublishedLayer(graph, 1).output
    assert any(output in node.input for node in graph.node)


def test_a_layer_that_there_is_not_is_an_error(graph):
    with pytest.raises(KeyError):
        PublishedLayer(graph, LAYERS)
