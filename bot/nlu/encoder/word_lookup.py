"""Takes a text's words out of the stored vocabulary before they are unfolded to floats, and not after.

The published file unfolds all 30,522 words and looks up a dozen of them; ONNX Runtime does the former once, at
loading, and keeps 47 MB for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import onnx
from onnx import helper


def look_up_first(graph: onnx.GraphProto) -> None:
    """Rewrite each Gather from Mul(Cast(rows), scales); what comes out is the same, bit for bit.

    The nodes that unfolded all of it stay, and nothing needs them any more.
    """
    producers = {output: node for node in graph.node for output in node.output}
    stored = {tensor.name for tensor in graph.initializer}
    nodes = [new for node in graph.node for new in _rewritten(node, producers, stored)]
    del graph.node[:]
    graph.node.extend(nodes)


def _rewritten(
    node: onnx.NodeProto, producers: Mapping[str, onnx.NodeProto], stored: set[str]
) -> Iterator[onnx.NodeProto]:
    unfolding = producers.get(node.input[0]) if node.op_type == "Gather" else None
    cast = producers.get(unfolding.input[0]) if unfolding and unfolding.op_type == "Mul" else None
    if cast is None or cast.op_type != "Cast" or cast.input[0] not in stored:
        yield node
        return
    assert unfolding is not None
    places, result = node.input[1], node.output[0]
    rows, scales, floats = f"{result}_rows", f"{result}_scales", f"{result}_floats"
    yield helper.make_node("Gather", [cast.input[0], places], [rows], rows)
    yield helper.make_node("Gather", [unfolding.input[1], places], [scales], scales)
    yield helper.make_node("Cast", [rows], [floats], floats, to=onnx.TensorProto.FLOAT)
    yield helper.make_node("Mul", [floats, scales], [result], node.name)
