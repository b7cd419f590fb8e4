"""Finds the weights of a layer in the published encoder, by the names that the file gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

Array = npt.NDArray[np.float32]

LAYERS = 6
# The part of a layer, and what its bias is called in the file; the weight is what is multiplied before it.
_BIASES = {
    "query": "attention.self.query.bias",
    "key": "attention.self.key.bias",
    "value": "attention.self.value.bias",
    "attention": "attention.output.dense.bias",
    "wide": "intermediate.dense.bias",
    "narrow": "output.dense.bias",
}
_NORMS = {
    "attention_norm_scale": "attention.output.LayerNorm.weight",
    "attention_norm_shift": "attention.output.LayerNorm.bias",
    "output_norm_scale": "output.LayerNorm.weight",
    "output_norm_shift": "output.LayerNorm.bias",
}


@dataclass(frozen=True)
class StoredMatrix:
    """A matrix as eight-bit numbers times a scale for each column; both are names of initializers."""

    values: str
    scale: str


class PublishedLayer:
    """`vectors` and `matrices` name the initializers of one layer; `output` is what it returns."""

    def __init__(self, graph: onnx.GraphProto, layer: int) -> None:
        prefix = f"inner.encoder.layer.{layer}."
        producers = {output: node for node in graph.node for output in node.output}
        users = {name: node for node in graph.node for name in node.input}
        self.vectors = {f"{part}_bias": prefix + name for part, name in _BIASES.items()}
        self.vectors |= {part: prefix + name for part, name in _NORMS.items()}
        self.matrices: dict[str, StoredMatrix] = {}
        for part, name in _BIASES.items():
            product = next(
                producers[source]
                for source in users[prefix + name].input
                if source in producers and producers[source].op_type == "MatMul"
            )
            scaling = producers[product.input[1]]
            cast = producers[scaling.input[0]]
            self.matrices[part] = StoredMatrix(cast.input[0], scaling.input[1])
        self.output: str = users[prefix + _NORMS["output_norm_scale"]].output[0]


def read_layer(graph: onnx.GraphProto, layer: int) -> dict[str, Array]:
    """Return the layer's weights as floats, by the names of `tuning.layer`."""
    return dict(_arrays(graph, PublishedLayer(graph, layer)))


def _arrays(graph: onnx.GraphProto, layer: PublishedLayer) -> Iterator[tuple[str, Array]]:
    stored: Mapping[str, onnx.TensorProto] = {tensor.name: tensor for tensor in graph.initializer}
    for name, vector in layer.vectors.items():
        yield name, numpy_helper.to_array(stored[vector]).astype(np.float32)
    for name, matrix in layer.matrices.items():
        values = numpy_helper.to_array(stored[matrix.values]).astype(np.float32)
        yield name, values * numpy_helper.to_array(stored[matrix.scale]).ravel()
