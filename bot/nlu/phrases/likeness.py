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
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                self._places[word].append(place)

    def like(self, text: str, most: int) -> list[Like]:
        """Return the phrases that are most like the text, the likest first."""
        words = frozenset(_words(text))
        places = {place for word in words for place in self._places.get(word, ())}
        rows = []
        for place in places:
            likeness = self._likeness(words, self._words[place])
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
        return self._likeness(frozenset(_words(text)), frozenset(_words(other)))

    def _likeness(self, words: frozenset[str], other: frozenset[str]) -> float:
        return self._weight(words & other) / (self._weight(words | other) or 1)

    def _weight(self, words: Iterable[str]) -> float:
        """Return the weight of words together, the same in whatever order a set hands them out."""
        return math.fsum(self._weights.get(word, self._unknown) for word in words)


def _words(text: str) -> list[str]:
    """Return the words of a text, plurals as singulars."""
    return [
        word[:-1] if len(word) > 3 and word.endswith("s") else word for word in fold(text).split()
    ]
