"""The encoder in integers: every product of a stored weight, in the same way each time, and nearly the same vectors."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from onnxruntime import InferenceSession

from bot.errors import SetUpError
from bot.nlu.encoder.integer_encoder import to_integer_model
from bot.nlu.encoder.sentence_encoder import model_inputs, published_model, tokenizer

TEXTS = ("what do residents pay", "how do I reset my password", "I moved to Lyon")


def tokens(model, text):
    session = InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, model_inputs(tokenizer().encode(text).ids))[0][0]


@pytest.fixture(scope="module")
def integers():
    return to_integer_model(published_model())


def test_the_same_file_gives_the_same_bytes(integers):
    assert to_integer_model(published_model()) == integers


def test_no_stored_weight_is_unfolded_to_floats(integers):
    kinds = [node.op_type for node in onnx.load_model_from_string(integers).graph.node]
    assert "DynamicQuantizeMatMul" in kinds
    weights = [
        tensor
        for tensor in onnx.load_model_from_string(integers).graph.initializer
        if len(tensor.dims) == 2 and tensor.data_type == TensorProto.UINT8
    ]
    assert len(weights) >= kinds.count("DynamicQuantizeMatMul")
    assert kinds.count("Cast") < 10


@pytest.mark.parametrize("text", TEXTS)
def test_vectors_turn_by_little(integers, text):
    whole = tokens(published_model(), text).mean(axis=0)
    rounded = tokens(integers, text).mean(axis=0)
    cosine = whole @ rounded / np.linalg.norm(whole) / np.linalg.norm(rounded)
    assert cosine > 0.98


def test_a_file_without_eight_bit_weights_is_refused():
    product = helper.make_node("MatMul", ["a", "b"], ["c"], "product")
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [2, 2]) for name in "abc"]
    graph = helper.make_graph([product], "plain", values[:2], values[2:])
    with pytest.raises(SetUpError, match="no eight-bit weights"):
        to_integer_model(helper.make_model(graph).SerializeToString())
