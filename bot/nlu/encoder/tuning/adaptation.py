"""What tuning changes: each matrix by a product of two narrow ones, each vector outright, and a head."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bot.nlu.encoder.tuning.layer import PRODUCTS, VECTORS, Array, LayerGradients

RANK = 32
# How far a first step goes: the left factor is random, the right one zero, so nothing is changed at first.
_SPREAD = 0.05


class LayerAdaptation:
    """Parameters of one layer by name: `query_left` (inputs, rank), `query_right` (rank, outputs), vectors."""

    def __init__(self, weights: Mapping[str, Array], chance: np.random.Generator) -> None:
        self._weights = weights
        self.parameters: dict[str, Array] = {name: weights[name].copy() for name in VECTORS}
        for name in PRODUCTS:
            inputs, outputs = weights[name].shape
            self.parameters[f"{name}_left"] = chance.normal(0, _SPREAD, (inputs, RANK)).astype(
                np.float32
            )
            self.parameters[f"{name}_right"] = np.zeros((RANK, outputs), dtype=np.float32)

    def weights(self) -> dict[str, Array]:
        """Return the layer's weights as they are now."""
        result = {name: self.parameters[name] for name in VECTORS}
        for name in PRODUCTS:
            left, right = self._factors(name)
            result[name] = self._weights[name] + left @ right
        return result

    def gradients(self, found: LayerGradients) -> dict[str, Array]:
        """Return the gradients by the parameters; no whole matrix is needed for them."""
        result = dict(found.vectors)
        for name, (rows, by_rows) in found.products.items():
            left, right = self._factors(name)
            result[f"{name}_left"] = rows.T @ (by_rows @ right.T)
            result[f"{name}_right"] = (rows @ left).T @ by_rows
        return result

    def _factors(self, name: str) -> tuple[Array, Array]:
        return self.parameters[f"{name}_left"], self.parameters[f"{name}_right"]
