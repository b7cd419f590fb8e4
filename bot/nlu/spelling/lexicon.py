"""The words of the field, learnt from the training phrases: how often each is said, and beside which.

What the phrases misspell is told from what they mean by English and by the words beside it in spelling.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from bot.nlu.spelling.edits import distance
from bot.nlu.spelling.english import english
from bot.nlu.spelling.plain_text import plain_text

_FILE = "lexicon.json"
# A Rasa lookup table in data/nlu/spelling.yml: words that stay as they are typed.
AS_TYPED = "as_typed"
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_NOT_LEARNT_FROM = frozenset({"out_of_scope/other_language", "out_of_scope/nonsense"})
_FEWEST_USES = 3
_FEWEST_PAIRS = 2
# A rare word is a slip where one that phrases use so many times as often is one edit away; a word that English
# does not know at all, sooner.
_TIMES_COMMONER = 4
_TIMES_COMMONER_THAN_UNKNOWN = 3
_RARE, _UNKNOWN = 3.1, 1.5
# Words from this frequency on (about 4,000) are meant by slips, whether phrases use them or not.
_COMMON = 4.6
_SHORTEST = 3
_ENDINGS = ("s", "es", "d", "ed", "r", "er", "ing", "ly")


@dataclass(frozen=True)
class Lexicon:
    """`uses` counts words, `pairs` two words in a row with a blank between them; `as_typed` are never slips."""

    uses: Mapping[str, int]
    pairs: Mapping[str, int]
    as_typed: frozenset[str] = frozenset()

    @classmethod
    def learn(cls, phrases: Iterable[tuple[str, str]], as_typed: Iterable[str] = ()) -> Lexicon:
        """Learn from texts with their labels; what is in another language, or nonsense, teaches nothing."""
        uses: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for text, label in phrases:
            if label in _NOT_LEARNT_FROM:
                continue
            words = WORD.findall(plain_text(text).lower())
            uses.update(words)
            pairs.update(map(" ".join, pairwise(words)))
        frequent = {
            word: count
            for word, count in sorted(uses.items())
            if count >= _FEWEST_USES and len(word) > 1
        }
        slips = set(_slips(frequent)).difference(as_typed)
        return cls(
            {word: count for word, count in frequent.items() if word not in slips},
            {
                pair: count
                for pair, count in sorted(pairs.items())
                if count >= _FEWEST_PAIRS and slips.isdisjoint(pair.split())
            },
            frozenset(word.lower() for word in as_typed),
        )

    @cached_property
    def meant(self) -> tuple[str, ...]:
        """The words that a slip may stand for, in order."""
        common = {word for word, frequency in english().items() if frequency >= _COMMON}
        own = {word for word in self.uses if "'" not in word}
        return tuple(sorted(word for word in own | common if len(word) >= _SHORTEST))

    def save(self, folder: Path) -> None:
        stored = {
            "uses": dict(self.uses),
            "pairs": dict(self.pairs),
            "as_typed": sorted(self.as_typed),
        }
        (folder / _FILE).write_text(json.dumps(stored), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        stored = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(stored["uses"], stored["pairs"], frozenset(stored["as_typed"]))


def _slips(uses: Mapping[str, int]) -> Iterable[str]:
    """Return the words that misspell a commoner one: rare in English, or unknown to it."""
    known = english()
    spelled: dict[str, list[str]] = {}  # by the first letter, which a slip seldom changes
    for word in uses:
        if word in known and len(word) > _SHORTEST:
            spelled.setdefault(word[0], []).append(word)
    for word, count in uses.items():
        if len(word) <= _SHORTEST or "'" in word or known.get(word, 0.0) > _RARE:
            continue
        times = _TIMES_COMMONER if word in known else _TIMES_COMMONER_THAN_UNKNOWN
        if any(
            uses[other] >= times * count
            and known[other] >= known.get(word, _UNKNOWN) + 1.0
            and (word not in known or is_same_letters(word, other))
            and not is_form(word, other)
            and distance(word, other, 1) <= 1
            for other in spelled.get(word[0], ())
        ):
            yield word


def is_form(word: str, other: str) -> bool:
    """Tell whether one is the other with an ending ("members"), which is no slip."""
    short, long = sorted((word, other), key=len)
    return long in forms(short)


def stems(word: str) -> Iterator[str]:
    """Return what the word may be a form of."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and word in forms(stem):
            yield stem


def forms(word: str) -> Iterator[str]:
    """Return the word with each ending that may follow its last letter."""
    for ending in _ENDINGS:
        follows = word.endswith("e") if ending in {"d", "r"} else not word.endswith(ending[0])
        if follows:
            yield word + ending


def is_same_letters(word: str, other: str) -> bool:
    """Tell whether two words differ by letters swapped or doubled alone: slips even of known words."""
    return sorted(word) == sorted(other) or undoubled(word) == undoubled(other)


def undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)
