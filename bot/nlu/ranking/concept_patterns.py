"""Ways of saying the same thing, as features: patterns by group, alone and in pairs.

The patterns are Rasa's `regex` entries named `group.name`; each concept found is a feature, and so is
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

    def __init__(self, patterns: Patterns, known: Sequence[str] = ()) -> None:
        self.patterns = {name: list(found) for name, found in sorted(patterns.items())}
        self._compiled = {
            name: re.compile("|".join(f"(?:{one})" for one in found))
            for name, found in self.patterns.items()
        }
        self.known = list(known)
        self._places = {name: place for place, name in enumerate(self.known)}

    def fit(self, texts: Sequence[str]) -> ConceptPatterns:
        """Return these concepts with columns for all that occurs in the texts."""
        return ConceptPatterns(
            self.patterns, sorted({one for text in texts for one in self.found(text)})
        )

    def transform(self, texts: Sequence[str], weight: float) -> sparse.csr_matrix:
        """Return an array of shape (len(texts), len(known)): `weight` where a concept is found."""
        rows, columns = [], []
        for row, text in enumerate(texts):
            for place in self.places(text):
                rows.append(row)
                columns.append(place)
        values = np.full(len(rows), weight, dtype=np.float32)
        return sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(self.known)))

    def places(self, text: str) -> list[int]:
        """Return the columns of what is found and known."""
        return [self._places[name] for name in self.found(text) if name in self._places]

    def found(self, text: str) -> Iterator[str]:
        single = [name for name, pattern in self._compiled.items() if pattern.search(text)]
        yield from single
        yield from (
            f"{one} {other}"
            for one, other in combinations(single, 2)
            if one.partition(".")[0] != other.partition(".")[0]
        )
