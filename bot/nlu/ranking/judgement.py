"""One judgement: how probable it is that the likeliest answer is right, from all the evidence.

A logistic model, learned on messages by writers whom nothing else had learned from; only there does the
evidence look as it does for new visitors. Its numbers stand in data/understanding/judgement.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.errors import SetUpError

_FILE = "judgement.json"
# The inverse of the penalty: thirty weights for ten thousand messages need little.
_C = 0.3


@dataclass(frozen=True)
class Weight:
    """What one number of evidence counts, in logits for each standard deviation above its mean."""

    mean: float
    deviation: float
    weight: float


class Judgement:
    def __init__(self, bias: float, weights: Mapping[str, Weight]) -> None:
        self._bias = bias
        self._weights = dict(weights)

    def probability(self, evidence: Mapping[str, float]) -> float:
        """Return how probable it is that the answer is right. Raises KeyError for missing evidence."""
        score = self._bias + sum(
            weight.weight * (evidence[name] - weight.mean) / weight.deviation
            for name, weight in self._weights.items()
        )
        return 1.0 / (1.0 + math.exp(-score))

    @classmethod
    def learn(
        cls, evidence: Sequence[Mapping[str, float]], is_right: npt.NDArray[np.bool_]
    ) -> Judgement:
        """Learn from the evidence for each message, and whether the likeliest answer was right."""
        # Imported here: nobody learns while answering.
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        names = sorted(evidence[0])
        rows = np.array([[row[name] for name in names] for row in evidence])
        means, deviations = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
        model = LogisticRegression(C=_C, max_iter=2000)
        model.fit((rows - means) / deviations, is_right)
        numbers = zip(names, means, deviations, model.coef_[0], strict=True)
        return cls(
            round(float(model.intercept_[0]), 4),
            {name: Weight(*(round(float(x), 4) for x in row)) for name, *row in numbers},
        )

    def save(self, folder: Path) -> None:
        weights = {name: vars(weight) for name, weight in sorted(self._weights.items())}
        stored = {"bias": self._bias, "weights": weights}
        (folder / _FILE).write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Judgement:
        """Return what was saved. Raises SetUpError."""
        path = folder / _FILE
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            weights = {name: Weight(**row) for name, row in stored["weights"].items()}
            return cls(float(stored["bias"]), weights)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SetUpError(f"{path} holds no judgement: {error}") from None
