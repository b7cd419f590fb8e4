"""Words, letters and concepts of a text as weighted terms: all texts at once to learn, one to predict.

scikit-learn counts and weighs. For one short text its arrays cost twenty times what is in them, so there
its analyzers alone are used, and the sums are written out; both ways give the same numbers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.ranking.concept_patterns import ConceptPatterns, Patterns

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

WORDS = {"analyzer": "word", "ngram_range": (1, 2), "min_df": 2, "sublinear_tf": True}
LETTERS = {"analyzer": "char_wb", "ngram_range": (2, 4), "min_df": 3, "sublinear_tf": True}


@dataclass(frozen=True)
class Vocabulary:
    """Terms in the order of their columns, and how rare each is."""

    terms: list[str]
    idf: Floats


class Counted:
    """The terms of one kind: how a text is taken apart, and what each part weighs."""

    def __init__(self, config: dict[str, Any], known: Vocabulary) -> None:
        vectorizer = _vectorizer(config)
        self.known = known
        self._analyze: Callable[[str], Iterable[str]] = vectorizer.build_analyzer()
        self._weights = {
            term: (place, float(idf))
            for place, (term, idf) in enumerate(zip(known.terms, known.idf, strict=True))
        }

    def of(self, text: str) -> tuple[list[int], list[float]]:
        """Return the columns of the terms found and their weights, a vector of length one."""
        found = Counter(term for term in self._analyze(text) if term in self._weights)
        places, values = [], []
        for term, count in found.items():
            place, idf = self._weights[term]
            places.append(place)
            values.append((1.0 + math.log(count)) * idf)
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        return places, [value / length for value in values]


class TextFeatures:
    def __init__(
        self, words: Vocabulary, letters: Vocabulary, concepts: ConceptPatterns, weight: float
    ) -> None:
        self.concepts = concepts
        self.words, self.letters = words, letters
        self._weight = weight
        self._counted = [Counted(WORDS, words), Counted(LETTERS, letters)]

    @classmethod
    def learn(
        cls, texts: Sequence[str], patterns: Patterns, weight: float
    ) -> tuple[TextFeatures, sparse.csr_matrix]:
        """Return the terms of the texts, and their weights: an array of shape (texts, terms)."""
        vectorizers = [_vectorizer(config).fit(texts) for config in (WORDS, LETTERS)]
        concepts = ConceptPatterns(patterns).fit(texts)
        matrices = [one.transform(texts) for one in vectorizers]
        matrices.append(concepts.transform(texts, weight))
        words, letters = (Vocabulary(_ordered(one), one.idf_) for one in vectorizers)
        matrix = sparse.hstack(matrices, format="csr", dtype=np.float32)
        return cls(words, letters, concepts, weight), matrix

    def of(self, text: str) -> tuple[Places, Floats]:
        """Return the columns of what stands in one text, and what each weighs."""
        places: list[int] = []
        values: list[float] = []
        start = 0
        for counted in self._counted:
            found, weights = counted.of(text)
            places += [start + place for place in found]
            values += weights
            start += len(counted.known.terms)
        found = self.concepts.places(text)
        places += [start + place for place in found]
        values += [self._weight] * len(found)
        return np.array(places, dtype=np.int64), np.array(values, dtype=np.float32)


def _vectorizer(config: dict[str, Any]) -> TfidfVectorizer:
    return TfidfVectorizer(**config, dtype=np.float32)


def _ordered(vectorizer: TfidfVectorizer) -> list[str]:
    vocabulary: dict[str, int] = vectorizer.vocabulary_
    return sorted(vocabulary, key=vocabulary.__getitem__)
