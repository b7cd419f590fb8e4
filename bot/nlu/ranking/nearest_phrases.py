"""How near a message is to phrases that people used: an absolute measure beside the ranking.

A ranking always has a first; what no phrase resembles, or what resembles phrases that nothing answers
more, must not be answered however sure the ranking is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.nlu.encoder.sentence_encoder import Vectors
from bot.nlu.ranking.answer_policy import OUT_OF_SCOPE, family

_NEAREST = 3
_FILE = "phrases.npz"


class NearestPhrases:
    """`vectors` has shape (phrases, dimension), rows of length one; `labels` has one entry a row."""

    def __init__(self, vectors: Vectors, labels: Sequence[str]) -> None:
        order = np.argsort(np.asarray(labels), kind="stable")
        self._vectors = np.ascontiguousarray(vectors[order], dtype=np.float32)
        self._labels = np.asarray(labels)[order]
        names, starts = np.unique(self._labels, return_index=True)
        ends = [*starts[1:], len(order)]
        # Phrases of one label stand together, and so do those that nothing answers.
        self._rows = {
            str(name): slice(start, end)
            for name, start, end in zip(names, starts, ends, strict=True)
        }
        unanswerable = [rows for name, rows in self._rows.items() if family(name) == OUT_OF_SCOPE]
        self._unanswerable = (
            slice(unanswerable[0].start, unanswerable[-1].stop) if unanswerable else slice(0, 0)
        )

    def similarities(self, vector: Vectors, label: str) -> tuple[float, float]:
        """Return the mean similarity to the nearest phrases of the label, and of the unanswerable."""
        own = _nearest(self._vectors[self._rows[label]] @ vector)
        return own, _nearest(self._vectors[self._unanswerable] @ vector)

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / _FILE, vectors=self._vectors.astype(np.float16), labels=self._labels
        )

    @classmethod
    def load(cls, folder: Path) -> NearestPhrases:
        with np.load(folder / _FILE) as arrays:
            return cls(
                arrays["vectors"].astype(np.float32), [str(label) for label in arrays["labels"]]
            )


def _nearest(similarities: Vectors) -> float:
    if not len(similarities):
        return 0.0
    count = min(_NEAREST, len(similarities))
    return float(np.partition(similarities, -count)[-count:].mean())
