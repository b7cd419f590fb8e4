"""A second reader, learnt from stories, that says which of the facts read by the patterns it doubts.

It sees the same tagged clauses, and weighs words and their neighbours where the patterns look for how they
stand together. Two readers that err in different ways are seldom wrong together: what only one of them
believes is asked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.facts.text.clause import Clause

WEIGHTS = Path(__file__).with_name("second_reader.npz")
# A fact is asked that it believes less than the first number, where it believes another value as much as the
# second: who believes a rare value little, and no other, only does not know. In stories that it had not seen,
# and that an older reader had misread, these found most errors for the fewest needless questions.
LEAST_BELIEF = {
    "profession": (0.3, 0.3),
    "stage": (0.3, 0.3),
    "field": (0.2, 0.4),
    "place": (0.2, 0.4),
    "board": (0.5, 0.5),
}
# What it believes less than this is not meant either.
_LEAST_OF_OTHERS = 0.2
# What a conversation takes for granted where nothing is said of it.
_TAKEN_FOR_GRANTED = "stage"
_LEAST_OF_UNREAD = 0.8
NO_VALUE = "-"
_LONGEST = 3  # terms in a row
# A message of many pages says no more of a person than its beginning.
_MOST_TERMS = 600
_TERM = re.compile(r"<[\w:]+>|[\w']+")

Numbers = npt.NDArray[np.float32]
Doubts = dict[str, list[Any]]


@dataclass(frozen=True)
class _Choice:
    """The values of one attribute, and the columns of the weights that they have."""

    values: tuple[str, ...]
    columns: slice


class SecondReader:
    """`terms` number the rows of `weights` (terms, values of all attributes); `rarity` is one number a term."""

    def __init__(
        self,
        terms: Sequence[str],
        rarity: Numbers,
        weights: Numbers,
        bias: Numbers,
        columns: Sequence[str],
    ) -> None:
        self._rows = {term: row for row, term in enumerate(terms)}
        self._rarity = rarity
        self._weights = weights
        self._bias = bias
        self._choices = _choices(columns)

    @classmethod
    def of_file(cls, path: Path = WEIGHTS) -> SecondReader:
        with np.load(path) as arrays:
            return cls(
                _lines(arrays["terms"]),
                arrays["rarity"].astype(np.float32),
                arrays["weights"] * arrays["scale"],
                arrays["bias"],
                _lines(arrays["columns"]),
            )

    def doubts(self, clauses: Sequence[Clause], facts: Mapping[str, Any]) -> Doubts:
        """Return the attributes of which it believes another value, the least believed first.

        With each come the values that may be meant instead; None among them where perhaps none is.
        Where somebody stands is doubted too where it was not read, and a value is likely all the same.
        """
        read = [name for name in LEAST_BELIEF if name in facts and name in self._choices]
        if not read:
            return {}
        scores = self._scores(clauses)
        doubts: list[tuple[float, str, list[Any]]] = []
        for name in read:
            beliefs = self._beliefs(name, scores)
            least, most = LEAST_BELIEF[name]
            # A value that no story has is unheard of, and no less likely for that.
            share = beliefs.pop(key_of(facts[name]), 1.0) / least
            rival = max((beliefs[key] for key in beliefs if key != NO_VALUE), default=0.0)
            if share < 1 and rival >= most:
                others = [key for key, belief in beliefs.items() if belief >= _LEAST_OF_OTHERS]
                is_list = isinstance(facts[name], (list, tuple))
                doubts.append((share, name, [_value_of(key, is_list=is_list) for key in others]))
        found = {name: others for _, name, others in sorted(doubts, key=lambda doubt: doubt[0])}
        # Who is only admitted to school stands nowhere yet.
        is_open = _TAKEN_FOR_GRANTED not in facts and facts.get("enrolled") != "no"
        return found | (self._unread(scores) if is_open else {})

    def _unread(self, scores: Numbers) -> Doubts:
        beliefs = self._beliefs(_TAKEN_FOR_GRANTED, scores)
        likely = max(beliefs, key=lambda key: beliefs[key])
        is_likely = likely != NO_VALUE and beliefs[likely] >= _LEAST_OF_UNREAD
        return {_TAKEN_FOR_GRANTED: [likely]} if is_likely else {}

    def _beliefs(self, name: str, scores: Numbers) -> dict[str, float]:
        """Return how likely each value is, from 0 to 1."""
        choice = self._choices[name]
        likely = np.exp(scores[choice.columns] - scores[choice.columns].max())
        return dict(zip(choice.values, (likely / likely.sum()).tolist(), strict=True))

    def _scores(self, clauses: Sequence[Clause]) -> Numbers:
        counts = Counter(self._rows[term] for term in terms_of(clauses) if term in self._rows)
        if not counts:
            return self._bias
        rows = np.fromiter(counts, dtype=np.int64, count=len(counts))
        often = np.array([1 + math.log(count) for count in counts.values()], dtype=np.float32)
        share = often * self._rarity[rows]
        share /= np.linalg.norm(share)
        scores: Numbers = share @ self._weights[rows] + self._bias
        return scores


def terms_of(clauses: Sequence[Clause]) -> list[str]:
    """Return the words and tags of clauses that tell something, alone and with those behind them."""
    words: list[str] = []
    for clause in clauses:
        if clause.mentions or not clause.asks:
            words += [*_TERM.findall(clause.text), "."]
    words = words[:_MOST_TERMS]
    return [
        " ".join(words[start : start + length])
        for length in range(1, _LONGEST + 1)
        for start in range(len(words) - length + 1)
    ]


def key_of(value: Any) -> str:
    """Return a value as one word; several together are one of their own."""
    return "+".join(sorted(map(str, value))) if isinstance(value, (list, tuple)) else str(value)


def _value_of(key: str, *, is_list: bool) -> Any:
    if key == NO_VALUE:
        return None
    return key.split("+") if is_list else key


@lru_cache(maxsize=1)
def default_second_reader() -> SecondReader:
    return SecondReader.of_file()


def _choices(columns: Sequence[str]) -> dict[str, _Choice]:
    values: dict[str, list[str]] = {}
    first: dict[str, int] = {}
    for column, title in enumerate(columns):
        name, _, value = title.partition("=")
        first.setdefault(name, column)
        values.setdefault(name, []).append(value)
    return {
        name: _Choice(tuple(names), slice(first[name], first[name] + len(names)))
        for name, names in values.items()
    }


def _lines(encoded: npt.NDArray[np.uint8]) -> list[str]:
    return encoded.tobytes().decode("utf-8").split("\n")
