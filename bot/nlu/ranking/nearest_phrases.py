"""How near a message is to phrases that people used: an absolute measure beside the ranking.

A ranking always has a first; what no phrase resembles, or what resembles phrases that nothing answers
more, should not be answered however sure the ranking is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.encoder.sentence_encoder import Vectors
from bot.nlu.ranking.answer_policy import OUT_OF_SCOPE, family

_FEW = 3
_SEVERAL = 10
_FILE = "phrases.npz"


@dataclass(frozen=True)
class Nearness:
    """Cosine similarities: to the nearest phrase of the answer, of its rivals, of what nothing answers, and
    the means of the three nearest; and which share of the ten nearest of all these are of either kind.
    """

    own: float
    own_few: float
    rivals: float
    rivals_few: float
    unanswerable: float
    unanswerable_few: float
    share_own: float
    share_unanswerable: float


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

    @property
    def vectors(self) -> Vectors:
        return self._vectors

    def nearness(self, vector: Vectors, label: str, rivals: Sequence[str]) -> Nearness:
        """Measure a vector against the phrases of a label, of its rivals, and the unanswerable ones."""
        own = self._vectors[self._rows[label]] @ vector
        other = np.concatenate(
            [self._vectors[self._rows[rival]] @ vector for rival in rivals]
            or [np.zeros(0, dtype=np.float32)]
        )
        unanswerable = self._vectors[self._unanswerable] @ vector
        own, other, unanswerable = (_highest(values) for values in (own, other, unanswerable))
        least = _least_of_several(np.concatenate([own, other, unanswerable]))
        return Nearness(
            *_first_and_few(own),
            *_first_and_few(other),
            *_first_and_few(unanswerable),
            float((own >= least).sum()) / _SEVERAL,
            float((unanswerable >= least).sum()) / _SEVERAL,
        )

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


def _highest(similarities: Vectors) -> Vectors:
    """Return the ten highest, highest first."""
    count = min(_SEVERAL, len(similarities))
    if not count:
        return np.zeros(0, dtype=np.float32)
    highest: Vectors = np.sort(np.partition(similarities, -count)[-count:])[::-1]
    return highest


def _first_and_few(highest: Vectors) -> tuple[float, float]:
    if not len(highest):
        return 0.0, 0.0
    return float(highest[0]), float(highest[:_FEW].mean())


def _least_of_several(similarities: Vectors) -> float:
    return float(np.sort(similarities)[::-1][:_SEVERAL][-1])
