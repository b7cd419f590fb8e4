"""Products of the same rows become one, and each output is what it was."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession

from bot.nlu.encoder.joined_products import join_products

WIDTHS = {"query": 2, "key": 2, "value": 3}
DOMAIN = "com.microsoft"


def product(name, rows, width):
    chance = np.random.default_rng(width)
    stored = {
        f"{name}_weight": chance.integers(0, 255, (4, width)).astype(np.uint8),
        f"{name}_scale": np.full(width, 0.01, np.float32),
        f"{name}_zero": np.full(width, 128, np.uint8),
    }
    node = helper.make_node(
        "DynamicQuantizeMatMul", [rows, *stored], [name], f"{name}_node", domain=DOMAIN
    )
    return node, [numpy_helper.from_array(value, key) for key, value in stored.items()]


def model(*names, rows=None):
    """A model that multiplies its input, or what `rows` names, by each of the weights."""
    parts = [product(name, (rows or {}).get(name, "rows"), WIDTHS[name]) for name in names]
    graph = helper.make_graph(
        [node for node, _ in parts],
        "products",
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, 4])
            for name in {"rows", *(rows or {}).values()}
        ],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names],
        [tensor for _, tensors in parts for tensor in tensors],
    )
    opsets = [helper.make_opsetid("", 14), helper.make_opsetid(DOMAIN, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def outputs(model_):
    session = InferenceSession(model_.SerializeToString(), providers=["CPUExecutionProvider"])
    rows = np.random.default_rng(7).normal(size=(5, 4)).astype(np.float32)
    return session.run(None, {value.name: rows for value in session.get_inputs()})


def kinds(model_):
    return [node.op_type for node in model_.graph.node]


def test_products_of_the_same_rows_are_one_and_say_the_same_bit_for_bit():
    joined = model("query", "key", "value")
    before = outputs(joined)
    join_products(joined.graph)
    assert kinds(joined) == ["DynamicQuantizeMatMul", "Split"]
    assert all(map(np.array_equal, outputs(joined), before))


def test_the_single_weights_are_no_longer_kept():
    joined = model("query", "key")
    join_products(joined.graph)
    assert {tensor.name for tensor in joined.graph.initializer} == {
        *(f"query_{part}_joined" for part in ("weight", "scale", "zero")),
        "query_weight_joined_widths",
    }


@pytest.mark.parametrize("rows", [None, {"value": "other"}])
def test_a_product_of_rows_of_its_own_stays_alone(rows):
    names = ("query", "value") if rows else ("query",)
    alone = model(*names, rows=rows)
    before = alone.SerializeToString()
    join_products(alone.graph)
    assert alone.SerializeToString() == before
