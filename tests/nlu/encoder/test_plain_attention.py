"""The encoder in fewer steps: the same numbers, bit for bit."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnxruntime import InferenceSession

from bot.nlu.encoder import integer_encoder
from bot.nlu.encoder.integer_encoder import to_integer_model
from bot.nlu.encoder.plain_attention import simplify_attention
from bot.nlu.encoder.sentence_encoder import model_inputs, published_model


def output(model):
    session = InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, model_inputs([101, 2054, 2079, 3901, 3477, 102]))[0]


@pytest.mark.parametrize("step", ["simplify_attention", "join_products", "look_up_first"])
def test_without_the_step_the_encoder_says_the_same(step, monkeypatch):
    shorter = output(to_integer_model(published_model()))
    monkeypatch.setattr(integer_encoder, step, lambda graph: None)
    assert np.array_equal(output(to_integer_model(published_model())), shorter)


def test_keys_are_turned_at_once_and_nothing_looks_for_nan():
    graph = onnx.load_model_from_string(published_model()).graph
    before = len(graph.node)
    simplify_attention(graph)
    assert before - len(graph.node) > 50
    assert not any(node.op_type == "IsNaN" for node in graph.node)


def test_query_key_and_value_are_one_product():
    graph = onnx.load_model_from_string(to_integer_model(published_model())).graph
    products = [node for node in graph.node if node.op_type == "DynamicQuantizeMatMul"]
    assert len(products) == 6 * 4
    assert len({node.input[0] for node in products}) == len(products)
