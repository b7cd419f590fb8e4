"""Which kind of danger a message speaks of: softmax regression over the sentence vector.

Words of danger are used harmlessly all day ("this application is killing me"), so it learns from both, and
from everything else that people ask.
"""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.errors import SetUpError
from bot.nlu.encoder.sentence_encoder import Vectors

DANGER = "danger"
NONE = "none"
_FILE = "danger.npz"
# On questions kept aside: looser finds more of what the rules miss, and still nothing harmless.
_STRENGTH = 30.0
# Harmless uses of dangerous words count more than what resembles no danger at all.
_WEIGHT_OF_HARMLESS = 3.0
_MOST_STEPS = 500


@dataclass(frozen=True)
class Danger:
    """`probability` is that of any danger; `kind` the likeliest."""

    kind: str
    probability: float


class DangerClassifier:
    def __init__(self, kinds: Sequence[str], weights: Vectors, biases: Vectors) -> None:
        self._kinds = tuple(kinds)
        self._weights = weights
        self._biases = biases

    @classmethod
    def learn(cls, vectors: Vectors, labels: Sequence[str]) -> DangerClassifier:
        """Learn from sentence vectors; a label that is none of `danger/…` stands for no danger."""
        # Imported here: nobody learns while answering.
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        kinds = [label.partition("/")[2] if is_danger(label) else NONE for label in labels]
        weights = [
            _WEIGHT_OF_HARMLESS if is_danger(label) and kind == NONE else 1.0
            for label, kind in zip(labels, kinds, strict=True)
        ]
        model = LogisticRegression(C=_STRENGTH, max_iter=_MOST_STEPS)
        model.fit(vectors, kinds, sample_weight=weights)
        coefficients, intercepts = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
            coefficients = np.vstack([-coefficients[0], coefficients[0]]) / 2
            intercepts = np.array([-intercepts[0], intercepts[0]]) / 2
        return cls(
            list(model.classes_),
            coefficients.T.astype(np.float32),
            intercepts.astype(np.float32),
        )

    def assess(self, vector: Vectors) -> Danger:
        scores = vector @ self._weights + self._biases
        shares = np.exp(scores - scores.max())
        probabilities = dict(zip(self._kinds, shares / shares.sum(), strict=True))
        harmless = float(probabilities.pop(NONE))
        return Danger(max(probabilities, key=probabilities.__getitem__), 1.0 - harmless)

    def save(self, folder: Path) -> None:
        np.savez(
            folder / _FILE, kinds=np.array(self._kinds), weights=self._weights, biases=self._biases
        )

    @classmethod
    def load(cls, folder: Path) -> DangerClassifier:
        with np.load(folder / _FILE) as stored:
            kinds = [str(kind) for kind in stored["kinds"]]
            return cls(kinds, stored["weights"], stored["biases"])

    @classmethod
    def of_model(cls, model: Path) -> DangerClassifier:
        """Read it out of a trained Rasa model, without Rasa. Raises SetUpError."""
        with tarfile.open(model) as archive, tempfile.TemporaryDirectory() as folder:
            member = next((entry for entry in archive if entry.name.endswith(_FILE)), None)
            content = archive.extractfile(member) if member else None
            if content is None:
                raise SetUpError(f"{model} is not a model of ours: run `assistant train`")
            (Path(folder) / _FILE).write_bytes(content.read())
            return cls.load(Path(folder))


def is_danger(label: str) -> bool:
    """Tell whether a label is one of this classifier's, which no other learns from."""
    return label.partition("/")[0] == DANGER
