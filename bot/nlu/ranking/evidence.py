"""What speaks for and against the likeliest answer, as numbers that a judgement can weigh."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from bot.nlu.encoder.sentence_encoder import Vectors
from bot.nlu.ranking.answer_policy import FAQ, OUT_OF_SCOPE, family
from bot.nlu.ranking.nearest_phrases import Nearness

# Probabilities nearer to 0 or 1 than this say nothing more.
_CLOSEST = 1e-4


class LabelColumns:
    """The labels of a ranking by kind, so that sums over them are quick."""

    def __init__(self, labels: Sequence[str]) -> None:
        families = [family(label) for label in labels]
        self.labels = list(labels)
        self.answers = np.array([kind == FAQ for kind in families])
        self.unanswerable = np.array([kind == OUT_OF_SCOPE for kind in families])
        self.others = ~(self.answers | self.unanswerable)


def gather(
    columns: LabelColumns, common: Vectors, ranker: Vectors, head: Vectors
) -> tuple[str, tuple[str, ...], dict[str, float]]:
    """Return the likeliest answer, its two rivals, and what the probabilities say of it.

    Each array holds a probability for each label of `columns`.
    """
    answers = np.flatnonzero(columns.answers)
    best, *others = answers[np.argsort(-common[answers], kind="stable")][:3].tolist()
    runner_up = float(common[others[0]]) if others else 0.0
    values = {
        "first": _logit(common[best]),
        "second": _logit(runner_up),
        "lead": float(common[best]) - runner_up,
        "unanswerable": _logit(common[columns.unanswerable].sum()),
        "theme": _logit(common[columns.unanswerable].max(initial=0.0)),
        "talk": float(common[columns.others].sum()),
        "entropy": float(-(common * np.log(np.maximum(common, 1e-12))).sum()),
    }
    for name, opinion in (("ranker", ranker), ("head", head)):
        values[f"{name}_first"] = _logit(opinion[best])
        values[f"{name}_unanswerable"] = _logit(opinion[columns.unanswerable].sum())
        values[f"{name}_agrees"] = float(int(opinion.argmax()) == best)
    return columns.labels[best], tuple(columns.labels[row] for row in others), values


def nearness_values(name: str, nearness: Nearness) -> dict[str, float]:
    """Return what the phrases say, each number under the name of the vectors that were compared."""
    return {f"{name}_{key}": value for key, value in vars(nearness).items()}


def _logit(probability: float) -> float:
    inside = min(max(float(probability), _CLOSEST), 1 - _CLOSEST)
    return math.log(inside / (1 - inside))
