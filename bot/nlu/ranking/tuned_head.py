"""Names the label from a tuned sentence vector; it was learned together with the vectors, offline.

It knows the labels of that day. What is new since then is left to the ranker.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.nlu.encoder.sentence_encoder import Vectors

Floats = Vectors

_FILE = "head.npz"


class TunedHead:
    """`matrix` has shape (dimension, labels), `bias` (labels); vectors have length one."""

    def __init__(self, labels: Sequence[str], matrix: Floats, bias: Floats) -> None:
        self.labels = list(labels)
        self._matrix = matrix.astype(np.float32)
        self._bias = bias.astype(np.float32)

    def probabilities(self, vectors: Vectors) -> Floats:
        """Return an array of shape (len(vectors), len(labels)); each row sums to one."""
        scores = vectors @ self._matrix + self._bias
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        result: Floats = shares / shares.sum(axis=1, keepdims=True)
        return result

    def save(self, folder: Path) -> None:
        np.savez(folder / _FILE, labels=np.array(self.labels), matrix=self._matrix, bias=self._bias)

    @classmethod
    def load(cls, folder: Path) -> TunedHead:
        with np.load(folder / _FILE) as stored:
            labels = [str(label) for label in stored["labels"]]
            return cls(labels, stored["matrix"], stored["bias"])


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
