"""Ranks all labels for a text: one linear model over the sentence vector, words, letters and concepts.

Labels are intents, with the answer's key where there is one (`faq/membership_training_dues`).
The learner is deterministic: the same examples in the same order give the same weights.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu import softmax
from bot.nlu.concepts import Concepts, Patterns
from bot.nlu.encoder import Vectors
from bot.nlu.softmax import Floats, Weights

_WORDS = {"analyzer": "word", "ngram_range": [1, 2], "min_df": 2, "sublinear_tf": True}
_LETTERS = {"analyzer": "char_wb", "ngram_range": [2, 4], "min_df": 3, "sublinear_tf": True}


@dataclass(frozen=True)
class Settings:
    """The weights set vector and concepts against the counts; `c` is the inverse of the penalty."""

    vector_weight: float = 2.0
    concept_weight: float = 0.6
    c: float = 20.0
    steps: int = 30


class Ranker:
    def __init__(
        self,
        labels: Sequence[str],
        words: TfidfVectorizer,
        letters: TfidfVectorizer,
        concepts: Concepts,
        weights: Weights,
        settings: Settings,
    ) -> None:
        self.labels = list(labels)
        self._words = words
        self._letters = letters
        self._concepts = concepts
        self._weights = weights
        self._settings = settings

    @classmethod
    def learn(
        cls,
        texts: Sequence[str],
        vectors: Vectors,
        labels: Sequence[str],
        settings: Settings,
        patterns: Patterns | None = None,
    ) -> Ranker:
        texts = [normalize(text) for text in texts]
        words = _vectorizer(_WORDS).fit(texts)
        letters = _vectorizer(_LETTERS).fit(texts)
        concepts = Concepts(patterns or {}).fit(texts)
        names, targets = np.unique(np.asarray(labels), return_inverse=True)
        weights = softmax.fit(
            vectors * np.float32(settings.vector_weight),
            _counts(words, letters, concepts, texts, settings),
            targets,
            settings.c,
            settings.steps,
        )
        return cls(list(map(str, names)), words, letters, concepts, weights, settings)

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Return an array of shape (len(texts), len(labels)); each row sums to one."""
        counts = _counts(
            self._words,
            self._letters,
            self._concepts,
            [normalize(text) for text in texts],
            self._settings,
        )
        weight = np.float32(self._settings.vector_weight)
        return self._weights.probabilities(vectors * weight, counts)

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / "weights.npz",
            dense=self._weights.dense,
            counts=self._weights.counts.astype(np.float16),
            bias=self._weights.bias,
            words_idf=self._words.idf_,
            letters_idf=self._letters.idf_,
        )
        stored = {
            "labels": self.labels,
            "settings": asdict(self._settings),
            "words": _ordered(self._words),
            "letters": _ordered(self._letters),
            "patterns": self._concepts.patterns,
            "concepts": self._concepts.known,
        }
        (folder / "ranker.json").write_text(json.dumps(stored), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Ranker:
        stored = json.loads((folder / "ranker.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz") as arrays:
            return cls(
                stored["labels"],
                _restored(_WORDS, stored["words"], arrays["words_idf"]),
                _restored(_LETTERS, stored["letters"], arrays["letters_idf"]),
                Concepts(stored["patterns"], stored["concepts"]),
                Weights(arrays["dense"], arrays["counts"].astype(np.float32), arrays["bias"]),
                Settings(**stored["settings"]),
            )


def normalize(text: str) -> str:
    """Fold what people type differently and mean alike: case, quotes, dots in U.S., spaces."""
    text = text.lower().replace("’", "'").replace("u.s.", "us").replace("ph.d", "phd")
    text = re.sub(r"\bpgy[\s-]*(\d)\b", r"pgy\1", text)
    text = re.sub(r"\bm(?:s|s-|-)?\s?([1-4])\b", r"ms\1", text)
    return " ".join(text.split())


def _vectorizer(config: dict[str, Any]) -> TfidfVectorizer:
    ngrams = (config["ngram_range"][0], config["ngram_range"][1])
    return TfidfVectorizer(**{**config, "ngram_range": ngrams}, dtype=np.float32)


def _counts(
    words: TfidfVectorizer,
    letters: TfidfVectorizer,
    concepts: Concepts,
    texts: Sequence[str],
    settings: Settings,
) -> sparse.csr_matrix:
    parts = [
        words.transform(texts),
        letters.transform(texts),
        concepts.transform(texts, settings.concept_weight),
    ]
    return sparse.hstack(parts, format="csr", dtype=np.float32)


def _ordered(vectorizer: TfidfVectorizer) -> list[str]:
    vocabulary: dict[str, int] = vectorizer.vocabulary_
    return sorted(vocabulary, key=vocabulary.__getitem__)


def _restored(config: dict[str, Any], terms: list[str], idf: Floats) -> TfidfVectorizer:
    vectorizer = _vectorizer(config)
    vectorizer.vocabulary_ = {term: place for place, term in enumerate(terms)}
    vectorizer.idf_ = idf
    return vectorizer
