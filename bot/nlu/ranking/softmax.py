"""Softmax regression over dense and sparse features together, fitted with SciPy's L-BFGS.

Kept apart, the two kinds cost a third of what one sparse matrix of both costs, which is what keeps
training short. The fit starts from zero and shuffles nothing: the same rows in the same order give
the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

Floats = npt.NDArray[np.float32]
Row = tuple[npt.NDArray[np.int64], Floats]

_REMEMBERED_STEPS = 5


@dataclass(frozen=True)
class Weights:
    """`dense` has shape (dense features, labels), `counts` (sparse features, labels), `bias` (labels)."""

    dense: Floats
    counts: Floats
    bias: Floats

    def probabilities(self, dense: Floats, sparse_rows: Sequence[Row]) -> Floats:
        """Return an array of shape (rows, labels); each row sums to one.

        Each sparse row is the columns that hold something, and what they hold.
        """
        scores = dense @ self.dense + self.bias
        for row, (places, values) in enumerate(sparse_rows):
            scores[row] += values @ self.counts[places]
        result, _, _ = _softmax(scores)
        return result

    def scores(self, dense: Floats, counts: sparse.csr_matrix) -> Floats:
        """Return an array of shape (rows, labels), before the softmax."""
        scores: Floats = dense @ self.dense + np.asarray(counts @ self.counts) + self.bias
        return scores


def fit(
    dense: Floats, counts: sparse.csr_matrix, targets: npt.NDArray[np.int64], c: float, steps: int
) -> Weights:
    """Minimize cross-entropy with an L2 penalty of 1/`c`; `targets` are label numbers from 0 on."""
    rows, labels = len(targets), int(targets.max()) + 1
    widths = (dense.shape[1], counts.shape[1])
    columns = counts.T.tocsr()
    wanted = np.zeros((rows, labels), dtype=np.float32)
    wanted[np.arange(rows), targets] = 1.0

    def unpack(flat: npt.NDArray[np.float64]) -> Weights:
        values = flat.astype(np.float32)
        first, second = widths[0] * labels, (widths[0] + widths[1]) * labels
        return Weights(
            values[:first].reshape(widths[0], labels),
            values[first:second].reshape(widths[1], labels),
            values[second:],
        )

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = unpack(flat)
        predicted, shifted, log_sums = _softmax(weights.scores(dense, counts))
        fitted = (log_sums - shifted[np.arange(rows), targets]).sum(dtype=np.float64)
        penalty = 0.5 / c * float(np.square(flat[: -labels or None]).sum())
        wrong = predicted - wanted
        gradient = np.concatenate(
            [
                (dense.T @ wrong + weights.dense / c).ravel(),
                (np.asarray(columns @ wrong) + weights.counts / c).ravel(),
                wrong.sum(axis=0),
            ]
        )
        return (fitted + penalty) / rows, gradient.astype(np.float64) / rows

    start = np.zeros((sum(widths) + 1) * labels)
    options = {"maxiter": steps, "maxcor": _REMEMBERED_STEPS}
    return unpack(minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x)


def _softmax(scores: Floats) -> tuple[Floats, Floats, Floats]:
    """Return probabilities, scores shifted to a maximum of 0 a row, and the logs of their sums."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    exponents = np.exp(shifted)
    sums = exponents.sum(axis=1, keepdims=True)
    return exponents / sums, shifted, np.log(sums[:, 0])
