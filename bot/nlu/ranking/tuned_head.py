"""Names the label from a tuned sentence vector; it was learned together with the vectors, offline.

Tuning takes ten minutes, and phrases come in daily. So training goes on from there, on all phrases of the day,
while the vectors stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.encoder.sentence_encoder import Vectors
from bot.nlu.ranking.lbfgs import minimize
from bot.nlu.ranking.softmax import softmax

Floats = Vectors

_FILE = "head.npz"
# How far training may go from what was learned offline: near enough to keep what the tuning saw of typos, far
# enough to tell apart what only the new phrases tell apart. Chosen on held-out questions, see decision 0025.
_STEPS = 30
_HOLD = 3e-6


class TunedHead:
    """`matrix` has shape (dimension, labels), `bias` (labels); vectors have length one."""

    def __init__(self, labels: Sequence[str], matrix: Floats, bias: Floats) -> None:
        self.labels = list(labels)
        self._matrix = matrix.astype(np.float32)
        self._bias = bias.astype(np.float32)

    def probabilities(self, vectors: Vectors) -> Floats:
        """Return an array of shape (len(vectors), len(labels)); each row sums to one."""
        result, _, _ = softmax(vectors @ self._matrix + self._bias)
        return result

    def learn(self, vectors: Vectors, labels: Sequence[str]) -> TunedHead:
        """Return a head that goes on from this one; a label that is new to it starts from nothing.

        `vectors` has shape (phrases, dimension), `labels` has one entry a row.
        """
        names = [*self.labels, *sorted(set(labels) - set(self.labels))]
        columns = {name: column for column, name in enumerate(names)}
        start = np.zeros((len(self._matrix) + 1, len(names)), dtype=np.float32)
        start[:-1, : len(self.labels)], start[-1, : len(self.labels)] = self._matrix, self._bias
        objective = _Objective(vectors, np.array([columns[label] for label in labels]), start)
        weights = minimize(objective.loss, start.ravel(), _STEPS).reshape(start.shape)
        return TunedHead(names, weights[:-1], weights[-1])

    def save(self, folder: Path) -> None:
        np.savez(folder / _FILE, labels=np.array(self.labels), matrix=self._matrix, bias=self._bias)

    @classmethod
    def load(cls, folder: Path) -> TunedHead:
        with np.load(folder / _FILE) as stored:
            labels = [str(label) for label in stored["labels"]]
            return cls(labels, stored["matrix"], stored["bias"])


class _Objective:
    """Cross-entropy, and how far the weights went from the start; the last row of the weights is the bias."""

    def __init__(self, vectors: Vectors, targets: npt.NDArray[np.int64], start: Floats) -> None:
        self._vectors, self._start = vectors.astype(np.float32), start
        self._targets = np.arange(len(targets)), targets

    def loss(self, flat: Floats) -> tuple[float, Floats]:
        """Return the loss and its gradient."""
        weights = flat.reshape(self._start.shape)
        residuals, shifted, log_sums = softmax(self._vectors @ weights[:-1] + weights[-1])
        cross_entropy = (log_sums - shifted[self._targets]).mean(dtype=np.float64)
        residuals[self._targets] -= 1
        residuals /= np.float32(len(residuals))
        moved = weights - self._start
        gradient = np.vstack([self._vectors.T @ residuals, residuals.sum(axis=0)])
        gradient += np.float32(_HOLD) * moved
        penalty = _HOLD / 2 * float(np.square(moved).sum(dtype=np.float64))
        return float(cross_entropy) + penalty, gradient.ravel()


class Panel:
    """Brings the opinions of ranker and head on the ranker's labels together."""

    def __init__(self, labels: Sequence[str], known: Sequence[str]) -> None:
        columns = {label: column for column, label in enumerate(known)}
        self._own = np.array([row for row, label in enumerate(labels) if label in columns], int)
        self._heads = np.array([columns[label] for label in labels if label in columns], int)

    def combine(self, ranked: Floats, opinion: Floats) -> tuple[Floats, Floats]:
        """Return the common probabilities, and the head's on the same labels; rows sum to one.

        The common ones are the geometric mean. A label that the head does not know keeps what the ranker
        gives it, and the head divides the rest.
        """
        rest = ranked[:, self._own].sum(axis=1, keepdims=True)
        heads, common = ranked.copy(), ranked.copy()
        heads[:, self._own] = rest * _shares(opinion[:, self._heads])
        common[:, self._own] = rest * _shares(
            np.sqrt(ranked[:, self._own] * opinion[:, self._heads])
        )
        return common, heads


def _shares(values: Floats) -> Floats:
    result: Floats = values / np.maximum(values.sum(axis=1, keepdims=True), np.float32(1e-30))
    return result
