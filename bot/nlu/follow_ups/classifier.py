"""What a message asks about ("first bill when"), whether of a state that is not so yet, and whether it only tells.

All are learnt offline (`assistant tune --follow-ups`) from both sentence vectors and from the words and letters: softmax
regression over the aspects of knowledge/aspects.yml, over now and ahead, and over asking and telling. Questions that stand
by themselves are learnt from too, each under the aspect that its answer is about, or under none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from bot.nlu.ranking.concept_patterns import ConceptPatterns
from bot.nlu.ranking.ranker import normalize
from bot.nlu.ranking.softmax import Row, Weights
from bot.nlu.ranking.text_features import TextFeatures, Vocabulary

FILE = adaptation_file.FOLDER / "follow_ups.npz"
_STRENGTH, _STRENGTH_OF_TIME, _STRENGTH_OF_TELLING = 20.0, 3.0, 10.0
_STEPS = 60
_MOST_RANKED = 3
_DIGITS = 4
_STEPS_OF_A_BYTE = 127


@dataclass(frozen=True)
class FollowUp:
    """`aspects` are the likeliest with their probabilities, best first, without `none`; `ahead` is the
    probability that a message speaks of what is not so yet, `tells` that it says of somebody what they are.
    """

    aspects: tuple[tuple[str, float], ...]
    ahead: float
    tells: float


@dataclass(frozen=True)
class Examples:
    """Messages with what they ask; `vectors` has shape (texts, 2, dimension), as the encoder gives them."""

    texts: Sequence[str]
    vectors: Vectors
    aspects: Sequence[str]


class FollowUpClassifier:
    """`by_aspect` has a column for each of `aspects`, `by_time` one for now and one for ahead, `by_telling` one for asking and
    one for telling; their dense features are both vectors of a text in a row. `encoder` is the hash of the encoder that the
    vectors were of.
    """

    def __init__(
        self,
        aspects: Sequence[str],
        terms: TextFeatures,
        by_aspect: Weights,
        by_time: Weights,
        by_telling: Weights,
        encoder: str = "",
    ) -> None:
        self.aspects = tuple(aspects)
        self.encoder = encoder
        self._terms = terms
        self._by_aspect = by_aspect
        self._by_time = by_time
        self._by_telling = by_telling

    @classmethod
    def learn(
        cls,
        follow_ups: Examples,
        is_ahead: Sequence[bool],
        others: Examples,
        telling: Examples,
        encoder: str = "",
    ) -> FollowUpClassifier:
        """Learn from follow-ups, from `others`, the questions that stand by themselves, and from `telling` beside these."""
        texts = [normalize(text) for text in (*follow_ups.texts, *others.texts)]
        terms, counts = TextFeatures.learn(texts, {}, weight=0.0)
        rows = np.concatenate([_flat(follow_ups.vectors), _flat(others.vectors)])
        names, aspects = np.unique([*follow_ups.aspects, *others.aspects], return_inverse=True)
        first = slice(len(follow_ups.texts))
        return cls(
            [str(name) for name in names],
            terms,
            softmax.fit(rows, counts, aspects, _STRENGTH, _STEPS),
            softmax.fit(
                rows[first],
                counts[first],
                np.array(is_ahead, dtype=np.int64),
                _STRENGTH_OF_TIME,
                _STEPS,
            ),
            _telling(terms, counts[len(follow_ups.texts) :], others, telling),
            encoder,
        )

    def assess(self, text: str, pair: Vectors) -> FollowUp:
        """Return what one message asks; `pair` has shape (2, dimension)."""
        row = _flat(pair[np.newaxis])
        counts: list[Row] = [self._terms.weigh(normalize(text))]
        shares = self._by_aspect.probabilities(row, counts)[0]
        best = [number for number in np.argsort(-shares) if self.aspects[number] != NONE]
        aspects = tuple(
            (self.aspects[number], round(float(shares[number]), _DIGITS))
            for number in best[:_MOST_RANKED]
        )
        ahead, tells = (
            round(float(weights.probabilities(row, counts)[0, 1]), _DIGITS)
            for weights in (self._by_time, self._by_telling)
        )
        return FollowUp(aspects, ahead, tells)

    def save(self, path: Path = FILE) -> None:
        np.savez_compressed(
            path,
            aspects=np.array(self.aspects),
            words=np.array("\n".join(self._terms.words.terms)),
            words_idf=self._terms.words.idf,
            letters=np.array("\n".join(self._terms.letters.terms)),
            letters_idf=self._terms.letters.idf,
            encoder=np.array(self.encoder),
            **_packed("aspect", self._by_aspect),
            **_packed("time", self._by_time),
            **_packed("telling", self._by_telling),
        )

    @classmethod
    def load(cls, path: Path = FILE) -> FollowUpClassifier:
        """Raises SetUpError where it is missing."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                words, letters = (
                    Vocabulary(str(stored[kind]).split("\n"), stored[f"{kind}_idf"])
                    for kind in ("words", "letters")
                )
                return cls(
                    aspects=[str(name) for name in stored["aspects"]],
                    terms=TextFeatures(words, letters, ConceptPatterns({}), weight=0.0),
                    by_aspect=_unpacked("aspect", stored),
                    by_time=_unpacked("time", stored),
                    by_telling=_unpacked("telling", stored),
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


def _telling(
    terms: TextFeatures, counts: sparse.csr_matrix, asking: Examples, telling: Examples
) -> Weights:
    """`counts` are those of what asks; the terms are the same for all, so that what is asked is learnt as without these."""
    width = counts.shape[1]
    of_telling = [
        sparse.csr_matrix((values, columns, [0, len(columns)]), shape=(1, width))
        for columns, values in (terms.weigh(normalize(text)) for text in telling.texts)
    ]
    rows = np.concatenate([_flat(asking.vectors), _flat(telling.vectors)])
    tells = np.repeat(np.array([0, 1]), [len(asking.texts), len(telling.texts)])
    both = sparse.vstack([counts, *of_telling], format="csr", dtype=np.float32)
    return softmax.fit(rows, both, tells, _STRENGTH_OF_TELLING, _STEPS)


def _packed(name: str, weights: Weights) -> dict[str, np.ndarray]:
    """Return arrays to store, with the counts in bytes: they are many, and as good in 255 steps."""
    step = np.float32(np.abs(weights.counts).max(initial=0.0) / _STEPS_OF_A_BYTE or 1.0)
    return {
        f"{name}_dense": weights.dense.astype(np.float16),
        f"{name}_bias": weights.bias.astype(np.float16),
        f"{name}_counts": np.round(weights.counts / step).astype(np.int8),
        f"{name}_step": step,
    }


def _unpacked(name: str, stored: Mapping[str, np.ndarray]) -> Weights:
    dense, bias, counts, step = (
        stored[f"{name}_{part}"].astype(np.float32) for part in ("dense", "bias", "counts", "step")
    )
    return Weights(dense, counts * step, bias)


def _flat(vectors: Vectors) -> Vectors:
    flat: Vectors = vectors.reshape(len(vectors), -1)
    return flat
