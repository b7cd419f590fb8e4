"""Ways of saying the same thing, as features: patterns by group, alone and in pairs.

The patterns are Rasa's `regex` entries named `group.name`; each concept in a text is a feature, and so is
each pair of concepts of different groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from scipy import sparse

Patterns = Mapping[str, Sequence[str]]


class ConceptPatterns:
    """`patterns` maps `group.name` to regular expressions, matched against normalized text."""

    def __init__(self, patterns: Patterns, names: Sequence[str] = ()) -> None:
        self.patterns = {name: list(expressions) for name, expressions in sorted(patterns.items())}
        self._compiled = {
            name: re.compile("|".join(f"(?:{expression})" for expression in expressions))
            for name, expressions in self.patterns.items()
        }
        self.names = list(names)
        self._columns = {name: column for column, name in enumerate(self.names)}

    def fit(self, texts: Sequence[str]) -> ConceptPatterns:
        """Return these concepts with columns for all that occurs in the texts."""
        return ConceptPatterns(
            self.patterns, sorted({name for text in texts for name in self.names_in(text)})
        )

    def transform(self, texts: Sequence[str], weight: float) -> sparse.csr_matrix:
        """Return an array of shape (len(texts), len(names)): `weight` where a concept occurs."""
        rows, columns = [], []
        for row, text in enumerate(texts):
            for column in self.columns(text):
                rows.append(row)
                columns.append(column)
        values = np.full(len(rows), weight, dtype=np.float32)
        return sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(self.names)))

    def columns(self, text: str) -> list[int]:
        """Return the columns of those concepts in the text that occurred in training."""
        return [self._columns[name] for name in self.names_in(text) if name in self._columns]

    def names_in(self, text: str) -> Iterator[str]:
        single = [name for name, pattern in self._compiled.items() if pattern.search(text)]
        yield from single
        yield from (
            f"{first} {second}"
            for first, second in combinations(single, 2)
            if first.partition(".")[0] != second.partition(".")[0]
        )
