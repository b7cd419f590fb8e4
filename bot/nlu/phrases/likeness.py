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
        shared: dict[int, float] = defaultdict(float)
        for word in words:
            for place in self._places.get(word, ()):
                shared[place] += self._weight(word)
        own = sum(map(self._weight, words))
        rows = []
        for place, weight in shared.items():
            union = own + sum(map(self._weight, self._words[place])) - weight
            if union and weight / union >= _LEAST:
                rows.append(Like(self.phrases[place], weight / union))
        return sorted(rows, key=lambda row: (-row.likeness, row.phrase.text))[:most]

    def same(self, text: str) -> list[Phrase]:
        """Return the phrases that are the text, up to case, marks, spaces, and the order of words."""
        key, words = fold(text), frozenset(_words(text))
        return [
            phrase
            for phrase, own in zip(self.phrases, self._words, strict=True)
            if own == words and sorted(fold(phrase.text).split()) == sorted(key.split())
        ]

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._unknown)


def _words(text: str) -> list[str]:
    """Return the words of a text, plurals as singulars."""
    return [
        word[:-1] if len(word) > 3 and word.endswith("s") else word for word in fold(text).split()
    ]
