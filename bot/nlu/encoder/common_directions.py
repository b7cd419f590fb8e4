"""What the texts of one field all share, taken out of their vectors: what is left tells its topics apart.

Whatever people ask us speaks of a membership, so any two of their vectors are much alike. The mean of many such
texts, and the directions in which they differ most (long or short, about somebody or about something), say
nothing of the topic.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.nlu.encoder.sentence_encoder import Vectors

_HOW_MANY = 4


@dataclass(frozen=True)
class CommonDirections:
    """`mean` has shape (dimension,), `directions` (few, dimension), with rows of length one."""

    mean: Vectors
    directions: Vectors

    @classmethod
    def of(cls, vectors: Vectors) -> CommonDirections:
        """Learn them from the vectors of many texts, shape (texts, dimension)."""
        mean = vectors.mean(axis=0)
        covariance = vectors.T @ vectors / len(vectors) - np.outer(mean, mean)
        _, directions = np.linalg.eigh(covariance)
        return cls(mean, np.ascontiguousarray(directions[:, -_HOW_MANY:].T))

    def without(self, vectors: Vectors) -> Vectors:
        """Return the vectors without what is common, rows of length one; shape as given."""
        own = vectors - self.mean
        own = own - own @ self.directions.T @ self.directions
        units: Vectors = own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
        return units
