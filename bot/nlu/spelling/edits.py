"""Words that few edits turn into one another: found by what is left of them without a letter or two.

Two words within two edits share a form from which at most two letters are missing ("symmetric delete").
The forms stand as hashes in a sorted array, which keeps a megabyte; words that share a hash by chance are
told apart by the distance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np

# Shorter words are one edit from too many others to allow for two.
SHORTEST_FOR_TWO = 7
# A longer one is no word. Forms, and the memory for them, grow with the cube of its length: a thousand
# letters would take half a gigabyte.
_LONGEST = 40


class EditIndex:
    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(word for word in words if len(word) <= _LONGEST)
        hashes, rows = [], []
        for row, word in enumerate(self._words):
            forms = _forms(word, 2 if len(word) >= SHORTEST_FOR_TWO - 1 else 1)
            hashes += [crc32(form.encode()) for form in forms]
            rows += [row] * len(forms)
        order = np.argsort(np.array(hashes, dtype=np.uint32), kind="stable")
        self._hashes = np.array(hashes, dtype=np.uint32)[order]
        self._rows = np.array(rows, dtype=np.uint16)[order]

    def near(self, typed: str) -> Iterator[tuple[str, int]]:
        """Return the words within one edit of what was typed, of a long word within two; and how many.

        What is too long to be a word is near none.
        """
        if len(typed) > _LONGEST:
            return
        most = 2 if len(typed) >= SHORTEST_FOR_TWO else 1
        keys = np.array([crc32(form.encode()) for form in _forms(typed, most)], dtype=np.uint32)
        starts = np.searchsorted(self._hashes, keys, side="left")
        ends = np.searchsorted(self._hashes, keys, side="right")
        rows = {
            int(row)
            for start, end in zip(starts, ends, strict=True)
            for row in self._rows[start:end]
        }
        for row in sorted(rows):
            edits = distance(typed, self._words[row], most)
            if edits <= most:
                yield self._words[row], edits


def distance(left: str, right: str, most: int) -> int:
    """Return how many letters to insert, drop, replace or swap with the next; `most` + 1 where more."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and other == left[i - 2]:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _forms(word: str, most: int) -> set[str]:
    """Return the word, and what is left of it without up to `most` letters."""
    forms = level = {word}
    for _ in range(most):
        level = {form[:i] + form[i + 1 :] for form in level for i in range(len(form))}
        forms = forms | level
    return forms
