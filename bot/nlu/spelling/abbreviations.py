"""Words typed without their vowels: "mbrshp" is found by the consonants that it shares with membership."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

_VOWELS = re.compile(r"[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")
_FEWEST_CONSONANTS = 4
# From so many uses in the phrases on, a word is one that people would shorten.
_FEWEST_USES = 15
# Where two words share their consonants, the likelier one is so many times commoner, or neither is meant.
_TIMES_COMMONER = 4


class VowelIndex:
    def __init__(self, uses: Mapping[str, int]) -> None:
        words: dict[str, list[str]] = defaultdict(list)
        for word, count in uses.items():
            if count >= _FEWEST_USES and "'" not in word and _is_shortened_by(word):
                words[consonants(word)].append(word)
        self._words = {
            skeleton: ranked[0]
            for skeleton, candidates in words.items()
            if len(ranked := sorted(candidates, key=lambda word: -uses[word])) == 1
            or uses[ranked[0]] >= _TIMES_COMMONER * uses[ranked[1]]
        }

    def word(self, typed: str) -> str | None:
        """Return the word of which only the consonants, and perhaps one vowel, were typed."""
        if len(typed) < _FEWEST_CONSONANTS or len(_VOWELS.findall(typed[1:])) > len(typed) // 6:
            return None
        word = self._words.get(consonants(typed))
        return word if word and word[0] == typed[0] and len(word) > len(typed) else None


def consonants(word: str) -> str:
    """Return the first letter and the consonants behind it, doubled ones once."""
    return _DOUBLED.sub(r"\1", word[:1] + _VOWELS.sub("", word[1:]))


def _is_shortened_by(word: str) -> bool:
    skeleton = consonants(word)
    return len(skeleton) >= _FEWEST_CONSONANTS and len(word) - len(skeleton) >= 2
