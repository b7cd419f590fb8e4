"""Words, letters and concepts of a text as weighted terms: all texts at once to learn, one to predict.

scikit-learn counts and weighs. For one short text its arrays cost twenty times what is in them, so there
the terms are listed and the sums written out; both ways give the same numbers.
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

from bot.nlu.ranking.concept_patterns import ConceptPatterns, Patterns
from bot.nlu.ranking.term_lists import letters_in_words, words_and_pairs

Floats = npt.NDArray[np.float32]
Columns = npt.NDArray[np.int64]

WORDS = {"analyzer": "word", "ngram_range": (1, 2), "min_df": 3, "sublinear_tf": True}
LETTERS = {"analyzer": "char_wb", "ngram_range": (2, 4), "min_df": 5, "sublinear_tf": True}


@dataclass(frozen=True)
class Vocabulary:
    """Terms in the order of their columns, and how rare each is."""

    terms: list[str]
    idf: Floats


class TermCounter:
    """The terms of one kind: how a text is taken apart, and what each part weighs."""

    def __init__(self, analyze: Callable[[str], Iterable[str]], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._analyze = analyze
        self._weights = {
            term: (column, float(idf))
            for column, (term, idf) in enumerate(zip(vocabulary.terms, vocabulary.idf, strict=True))
        }

    def weigh(self, text: str) -> tuple[list[int], list[float]]:
        """Return the columns of the terms in the text and their weights, a vector of length one."""
        counts = Counter(term for term in self._analyze(text) if term in self._weights)
        columns, values = [], []
        for term, count in counts.items():
            column, idf = self._weights[term]
            columns.append(column)
            values.append((1.0 + math.log(count)) * idf)
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        return columns, [value / length for value in values]


class TextFeatures:
    def __init__(
        self, words: Vocabulary, letters: Vocabulary, concepts: ConceptPatterns, weight: float
    ) -> None:
        self.concepts = concepts
        self.words, self.letters = words, letters
        self._weight = weight
        self._counters = [
            TermCounter(words_and_pairs, words),
            TermCounter(letters_in_words, letters),
        ]

    @classmethod
    def learn(
        cls, texts: Sequence[str], patterns: Patterns, weight: float
    ) -> tuple[TextFeatures, sparse.csr_matrix]:
        """Return the terms of the texts, and their weights: an array of shape (texts, terms)."""
        vectorizers = [_vectorizer(config).fit(texts) for config in (WORDS, LETTERS)]
        concepts = ConceptPatterns(patterns).fit(texts)
        matrices = [vectorizer.transform(texts) for vectorizer in vectorizers]
        matrices.append(concepts.transform(texts, weight))
        words, letters = (_vocabulary_of(vectorizer) for vectorizer in vectorizers)
        matrix = sparse.hstack(matrices, format="csr", dtype=np.float32)
        return cls(words, letters, concepts, weight), matrix

    def weigh(self, text: str) -> tuple[Columns, Floats]:
        """Return the columns of what stands in one text, and what each weighs."""
        columns: list[int] = []
        values: list[float] = []
        start = 0
        for counter in self._counters:
            own, weights = counter.weigh(text)
            columns += [start + column for column in own]
            values += weights
            start += len(counter.vocabulary.terms)
        own = self.concepts.columns(text)
        columns += [start + column for column in own]
        values += [self._weight] * len(own)
        return np.array(columns, dtype=np.int64), np.array(values, dtype=np.float32)


def _vectorizer(config: dict[str, Any]) -> Any:
    # Imported here: nobody learns while answering.
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    return TfidfVectorizer(**config, dtype=np.float32)


def _vocabulary_of(vectorizer: Any) -> Vocabulary:
    columns: dict[str, int] = vectorizer.vocabulary_
    return Vocabulary(sorted(columns, key=columns.__getitem__), vectorizer.idf_)
