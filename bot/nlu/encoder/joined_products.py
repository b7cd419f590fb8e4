"""Makes one product of those that multiply the same rows: query, key and value of a layer.

Each product rounds its rows to eight bits first; together they do so once. What comes out is the same, bit for bit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import onnx
from onnx import helper, numpy_helper


def join_products(graph: onnx.GraphProto) -> None:
    """Join the DynamicQuantizeMatMul nodes that read the same rows; their weights are put side by side."""
    groups = defaultdict(list)
    for node in graph.node:
        if node.op_type == "DynamicQuantizeMatMul":
            groups[node.input[0]].append(node)
    joined = {rows: nodes for rows, nodes in groups.items() if len(nodes) > 1}
    stored = {tensor.name: tensor for tensor in graph.initializer}
    nodes = list(_with_joined(graph, joined, stored))
    obsolete = {name for group in joined.values() for node in group for name in node.input[1:]}
    initializers = [tensor for tensor in graph.initializer if tensor.name not in obsolete]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(initializers)


def _with_joined(
    graph: onnx.GraphProto,
    joined: dict[str, list[onnx.NodeProto]],
    stored: dict[str, onnx.TensorProto],
) -> Iterator[onnx.NodeProto]:
    for node in list(graph.node):
        group = joined.get(node.input[0]) if node.op_type == "DynamicQuantizeMatMul" else None
        if group is None:
            yield node
        elif node.name == group[0].name:
            yield from _join(graph, group, stored)


def _join(
    graph: onnx.GraphProto,
    group: Sequence[onnx.NodeProto],
    stored: dict[str, onnx.TensorProto],
) -> Iterator[onnx.NodeProto]:
    names = []
    for place in (1, 2, 3):
        parts = [numpy_helper.to_array(stored[node.input[place]]) for node in group]
        names.append(f"{group[0].input[place]}_joined")
        graph.initializer.append(numpy_helper.from_array(np.concatenate(parts, axis=-1), names[-1]))
    widths = [stored[node.input[1]].dims[1] for node in group]
    sizes = f"{names[0]}_widths"
    graph.initializer.append(numpy_helper.from_array(np.array(widths, np.int64), sizes))
    product = f"{group[0].output[0]}_joined"
    yield helper.make_node(
        group[0].op_type,
        [group[0].input[0], *names],
        [product],
        f"{group[0].name}_joined",
        domain=group[0].domain,
    )
    outputs = [node.output[0] for node in group]
    yield helper.make_node("Split", [product, sizes], outputs, f"{product}_split", axis=-1)
