"""Puts tuned copies of the upper layers beside the published ones, as a second output of the same model.

What lies below is computed once for both. The published vectors stay as they were for whoever learned on
them; the tuned ones are nearer to what people ask here.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

from bot.nlu.encoder.published_weights import LAYERS, Array, PublishedLayer, StoredMatrix

# For each layer, its changes by name, as whatever floats.
Adaptation = Mapping[int, Mapping[str, npt.NDArray[np.floating]]]

_PREFIX = "tuned/"
_LARGEST = 127


def add_tuned_branch(model: onnx.ModelProto, adaptation: Adaptation) -> None:
    """Add the layers with their changed weights, and what they return as a second output.

    `adaptation` has for each layer from the lowest changed one to the last the names of `tuning.layer`:
    a matrix's change as `<matrix>_left` and `<matrix>_right`, a vector as it is to be.
    """
    graph = model.graph
    first = min(adaptation)
    copied = _copy_weights(graph, adaptation)
    downstream = {PublishedLayer(graph, first - 1).output}
    renamed = dict(copied)
    added = []
    for node in graph.node:
        if not downstream.intersection(node.input) and not copied.keys() & set(node.input):
            continue
        twin = copy.deepcopy(node)
        twin.name = _PREFIX + node.name
        twin.input[:] = [renamed.get(name, name) for name in node.input]
        twin.output[:] = [_PREFIX + name for name in node.output]
        renamed |= {name: _PREFIX + name for name in node.output}
        downstream |= set(node.output)
        added.append(twin)
    graph.node.extend(added)
    output = copy.deepcopy(graph.output[0])
    output.name = renamed[output.name]
    graph.output.append(output)


def _copy_weights(graph: onnx.GraphProto, adaptation: Adaptation) -> dict[str, str]:
    """Add the changed weights, and return what each one's copy is called."""
    stored = {tensor.name: tensor for tensor in graph.initializer}
    copied: dict[str, str] = {}

    def add(name: str, values: npt.NDArray[np.generic]) -> None:
        copied[name] = _PREFIX + name
        graph.initializer.append(numpy_helper.from_array(values, copied[name]))

    for number in range(min(adaptation), LAYERS):
        layer, changes = PublishedLayer(graph, number), adaptation[number]
        for part, name in layer.vectors.items():
            add(name, changes[part].astype(np.float32))
        for part, matrix in layer.matrices.items():
            # In doubles: products of half floats and their sums are exact there, on every machine.
            left, right = (
                changes[f"{part}_{side}"].astype(np.float64) for side in ("left", "right")
            )
            change = left @ right
            values, scale = _changed(stored, matrix, change)
            add(matrix.values, values)
            add(matrix.scale, scale)
    return copied


def _changed(
    stored: Mapping[str, onnx.TensorProto], matrix: StoredMatrix, change: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int8], Array]:
    """Return the changed matrix as eight-bit numbers, and the scale of each column."""
    scale = numpy_helper.to_array(stored[matrix.scale])
    published = numpy_helper.to_array(stored[matrix.values]) * scale.ravel().astype(np.float64)
    changed = published + change
    wanted = (np.abs(changed).max(axis=0) / _LARGEST).astype(np.float32)
    values = np.clip(np.rint(changed / wanted), -_LARGEST, _LARGEST).astype(np.int8)
    return values, wanted.reshape(scale.shape)
