"""What a follow-up asks about ("first bill when"), and whether it speaks of a state that is not so yet.

Both are learnt offline from both sentence vectors (`assistant tune --follow-ups`): softmax regression over the aspects
of knowledge/aspects.yml, and over now and ahead. Questions that stand by themselves are learnt from too, each under the
aspect that its answer is about, or under none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy import sparse

from bot.errors import SetUpError
from bot.nlu.encoder import adaptation_file
from bot.nlu.encoder.sentence_encoder import Vectors
from bot.nlu.follow_ups.phrases import NONE
from bot.nlu.ranking import softmax

FILE = adaptation_file.FOLDER / "follow_ups.npz"
_STRENGTH, _STRENGTH_OF_TIME = 20.0, 3.0
_STEPS = 60
_MOST_RANKED = 3
_DIGITS = 4


@dataclass(frozen=True)
class FollowUp:
    """`aspects` are the likeliest with their probabilities, best first, without `none`; `ahead` is the
    probability that a message speaks of what is not so yet.
    """

    aspects: tuple[tuple[str, float], ...]
    ahead: float


class FollowUpClassifier:
    """Vectors come in pairs: arrays of shape (texts, 2, dimension), as the encoder gives them.

    `weights` has shape (2 * dimension, aspects), `time` (2 * dimension + 1,): the last is the bias. `encoder` is the
    hash of the encoder that the vectors were of.
    """

    def __init__(
        self,
        aspects: Sequence[str],
        weights: Vectors,
        biases: Vectors,
        time: Vectors,
        encoder: str = "",
    ) -> None:
        self.aspects = tuple(aspects)
        self.encoder = encoder
        self._weights = weights
        self._biases = biases
        self._time = time

    @classmethod
    def learn(
        cls,
        vectors: Vectors,
        aspects: Sequence[str],
        ahead: Sequence[bool],
        others: Vectors,
        aspects_of_others: Sequence[str],
        encoder: str = "",
    ) -> FollowUpClassifier:
        """Learn from follow-ups, and from `others`, the questions that stand by themselves."""
        rows = _flat(vectors)
        all_aspects = [*aspects, *aspects_of_others]
        names = sorted({*all_aspects})
        numbers = {name: number for number, name in enumerate(names)}
        weights, biases = _fitted(
            np.concatenate([rows, _flat(others)]),
            [numbers[name] for name in all_aspects],
            _STRENGTH,
        )
        of_time, bias = _fitted(rows, [int(value) for value in ahead], _STRENGTH_OF_TIME)
        time = np.append(of_time[:, 1] - of_time[:, 0], bias[1] - bias[0]).astype(np.float32)
        return cls(names, weights, biases, time, encoder)

    def assess(self, pair: Vectors) -> FollowUp:
        """Return what one message asks; `pair` has shape (2, dimension)."""
        row = _flat(pair[np.newaxis])[0]
        scores = row @ self._weights + self._biases
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        best = [number for number in np.argsort(-shares) if self.aspects[number] != NONE]
        aspects = tuple(
            (self.aspects[number], round(float(shares[number]), _DIGITS))
            for number in best[:_MOST_RANKED]
        )
        ahead = 1.0 / (1.0 + np.exp(-(row @ self._time[:-1] + self._time[-1])))
        return FollowUp(aspects, round(float(ahead), _DIGITS))

    def save(self, path: Path = FILE) -> None:
        np.savez(
            path,
            aspects=np.array(self.aspects),
            weights=self._weights.astype(np.float16),
            biases=self._biases.astype(np.float16),
            time=self._time.astype(np.float16),
            encoder=np.array(self.encoder),
        )

    @classmethod
    def load(cls, path: Path = FILE) -> FollowUpClassifier:
        """Raises SetUpError where it is missing."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                return cls(
                    aspects=[str(name) for name in stored["aspects"]],
                    weights=stored["weights"].astype(np.float32),
                    biases=stored["biases"].astype(np.float32),
                    time=stored["time"].astype(np.float32),
                    encoder=str(stored["encoder"]),
                )
        except (OSError, KeyError, ValueError) as error:
            raise SetUpError(
                f"{path.name} is missing or broken: run `assistant tune --follow-ups` ({error})"
            ) from None


@lru_cache(maxsize=1)
def default_classifier() -> FollowUpClassifier:
    """Return the one that was learnt with this program's encoder. Raises SetUpError."""
    return FollowUpClassifier.load()


def _fitted(rows: Vectors, targets: Sequence[int], strength: float) -> tuple[Vectors, Vectors]:
    """Return weights, shape (features, labels), and biases."""
    none = sparse.csr_matrix((len(rows), 0), dtype=np.float32)
    fitted = softmax.fit(rows, none, np.array(targets), strength, _STEPS)
    return fitted.dense, fitted.bias


def _flat(vectors: Vectors) -> Vectors:
    flat: Vectors = vectors.reshape(len(vectors), -1)
    return flat
