"""Says the encoder's attention in fewer steps: the export turns each key by reshaping, and guards against NaN.

A key of shape (texts, heads, length, dimension) goes through nine operations to exchange its last two axes; one does
the same. NaN comes only of a text that is masked as a whole, and no text of ours is masked at all.
"""

from __future__ import annotations

from collections.abc import Mapping

import onnx
from onnx import helper


def simplify_attention(graph: onnx.GraphProto) -> None:
    """Replace both; what comes out is the same, bit for bit. What is no longer used is dropped."""
    producers = {output: node for node in graph.node for output in node.output}
    for node in list(graph.node):
        if node.op_type == "Transpose":
            _turn_key_at_once(node, producers)
        elif node.op_type == "Where" and producers[node.input[0]].op_type == "IsNaN":
            _replace(node, "Identity", node.input[2])
    _drop_unused(graph)


def _turn_key_at_once(node: onnx.NodeProto, producers: Mapping[str, onnx.NodeProto]) -> None:
    """Rewrite a Transpose between two Reshapes, the first of which folds texts and heads of a key."""
    folding = producers.get(node.input[0])
    if folding is None or folding.op_type != "Reshape":
        return
    key = producers.get(folding.input[0])
    if key is None or key.op_type != "Transpose":
        return
    unfolding = next(
        other
        for other in producers.values()
        if other.op_type == "Reshape" and other.input[0] == node.output[0]
    )
    _replace(unfolding, "Transpose", key.output[0])
    unfolding.attribute.append(helper.make_attribute("perm", [0, 1, 3, 2]))


def _replace(node: onnx.NodeProto, operation: str, source: str) -> None:
    node.op_type = operation
    node.input[:] = [source]
    del node.attribute[:]


def _drop_unused(graph: onnx.GraphProto) -> None:
    needed = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    used = [tensor for tensor in graph.initializer if tensor.name in needed]
    del graph.initializer[:]
    graph.initializer.extend(used)
