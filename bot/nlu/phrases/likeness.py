"""Which training phrases are like a text: by the words that they share, rare words weighing more."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.nlu.phrases.phrase import Phrase, fold

_LEAST = 0.3


@dataclass(frozen=True)
class Like:
    """`likeness` is between 0 and 1; 1: the same words."""

    phrase: Phrase
    likeness: float


class PhraseIndex:
    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        self._words = [frozenset(_words(phrase.text)) for phrase in self.phrases]
        counts = Counter(word for words in self._words for word in words)
        total = len(self.phrases) + 1
        self._weights = {word: math.log(total / count) for word, count in counts.items()}
        self._unknown = math.log(total)
        self._own_weights = [self._weight(words) for words in self._words]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                self._places[word].append(place)

    def like(self, text: str, most: int) -> list[Like]:
        """Return the phrases that are most like the text, the likest first."""
        words = frozenset(_words(text))
        weight = self._weight(words)
        places = {place for word in words for place in self._places.get(word, ())}
        rows = []
        for place in places:
            shared = self._weight(words & self._words[place])
            likeness = _share(shared, weight, self._own_weights[place])
            if likeness >= _LEAST:
                rows.append(Like(self.phrases[place], likeness))
        return sorted(rows, key=lambda row: (-row.likeness, row.phrase.text))[:most]

    def same(self, text: str) -> list[Phrase]:
        """Return the phrases that are the text, up to case, marks, spaces, and the order of words."""
        key, words = fold(text), frozenset(_words(text))
        return [
            phrase
            for phrase, own in zip(self.phrases, self._words, strict=True)
            if own == words and sorted(fold(phrase.text).split()) == sorted(key.split())
        ]

    def likeness(self, text: str, other: str) -> float:
        """Return how alike two texts are, between 0 and 1."""
        words, others = frozenset(_words(text)), frozenset(_words(other))
        return _share(self._weight(words & others), self._weight(words), self._weight(others))

    def _weight(self, words: Iterable[str]) -> float:
        """Return the weight of words together, the same in whatever order a set hands them out."""
        return math.fsum(self._weights.get(word, self._unknown) for word in words)


def _share(shared: float, one: float, other: float) -> float:
    """Return which share of the weight of two texts they have in common, between 0 and 1."""
    return shared / ((one + other - shared) or 1)


def _words(text: str) -> list[str]:
    """Return the words of a text, plurals as singulars."""
    return [
        word[:-1] if len(word) > 3 and word.endswith("s") else word for word in fold(text).split()
    ]
