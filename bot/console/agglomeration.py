"""Brings together what is alike: the two most alike first, by the mean likeness of all that stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.nlu.encoder.sentence_encoder import Vectors

# From this mean likeness on two stand together; lower mixes topics, higher splits wordings.
LIKE = 0.36


@dataclass
class Group:
    """The sum of the vectors that stand together, and how many they are."""

    total: Vectors
    count: int

    def add(self, vector: Vectors) -> None:
        self.total = self.total + vector
        self.count += 1


def assign(
    groups: Sequence[Group], vectors: Mapping[str, Vectors]
) -> tuple[dict[str, int], list[str]]:
    """Return the place of each text's group, and the texts that lead new groups, in order.

    The two most alike come together first, and then the next two: what belongs together is found in whatever
    order it was asked. Groups that there are stay apart, for somebody may work on them.
    """
    blocks = _Blocks(groups, list(vectors.values()))
    while (pair := blocks.most_alike()) is not None:
        blocks.join(*pair)
    texts = list(vectors)
    new: list[str] = []
    places: dict[str, int] = {}
    for rows, old in blocks.joined():
        place = len(groups) + len(new) if old is None else old
        if old is None:
            new.append(texts[rows[0]])
        places |= {texts[row]: place for row in rows}
    return places, new


class _Blocks:
    """What came together so far: a row for each new block, a column for each group there is and each row.

    `_sums` are the likenesses of all in a row to all in a column, added up.
    """

    def __init__(self, groups: Sequence[Group], vectors: Sequence[Vectors]) -> None:
        self._old = len(groups)
        new = np.stack(vectors)
        columns = np.stack([*(group.total for group in groups), *vectors])
        self._sums = (new @ columns.T).astype(np.float64)
        self._counts = np.array([*(group.count for group in groups), *(1 for _ in vectors)], float)
        self._rows = [[row] for row in range(len(vectors))]
        self._home: dict[int, int] = {}
        self._is_gone = np.zeros(self._sums.shape, dtype=bool)
        for row in range(len(vectors)):
            self._is_gone[row, self._old + row] = True

    def most_alike(self) -> tuple[int, int] | None:
        """Return the row and the column that are most alike; None where none are alike enough."""
        counts = np.outer(self._counts[self._old :], self._counts)
        likeness = np.where(self._is_gone, -1.0, self._sums / counts)
        row, column = np.unravel_index(int(np.argmax(likeness)), likeness.shape)
        return (int(row), int(column)) if likeness[row, column] >= LIKE else None

    def join(self, row: int, column: int) -> None:
        if column < self._old:
            self._sums[:, column] += self._sums[:, self._old + row]
            self._counts[column] += self._counts[self._old + row]
            self._home[row] = column
            self._remove(row)
            return
        kept, moved = sorted((row, column - self._old))
        self._sums[kept] += self._sums[moved]
        self._sums[:, self._old + kept] += self._sums[:, self._old + moved]
        self._counts[self._old + kept] += self._counts[self._old + moved]
        self._rows[kept] += self._rows[moved]
        self._rows[moved] = []
        self._remove(moved)

    def _remove(self, row: int) -> None:
        self._is_gone[row] = True
        self._is_gone[:, self._old + row] = True

    def joined(self) -> Iterator[tuple[list[int], int | None]]:
        """Return what came together, the earliest first, with the group there is that it joined."""
        for row, rows in enumerate(self._rows):
            if rows:
                yield sorted(rows), self._home.get(row)
