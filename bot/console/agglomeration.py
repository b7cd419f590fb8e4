"""Brings together what is alike: the two most alike first, while all that would stand together are alike.

Any two texts of a new group are alike, so no chain of texts leads from one topic to another. A group that
there is may hold many messages and what staff put into it: one is like it that is like some of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from bot.nlu.encoder.sentence_encoder import Vectors

# From this likeness on two texts stand together; lower mixes topics, higher splits wordings.
LIKE = 0.38
# From this mean likeness on to the messages of a group that are most like it a text joins that group.
LIKE_A_GROUP = 0.42
MOST_LIKE = 3


def assign(
    groups: Sequence[Vectors], vectors: Mapping[str, Vectors]
) -> tuple[dict[str, int], list[str]]:
    """Return the place of each text's group, and the texts that lead new groups, in order.

    `groups` are the vectors of those that there are, each of shape (messages, dimension). The two most alike
    come together first, and then the next two: what belongs together is found in whatever order it was asked.
    Groups that there are stay apart, for somebody may work on them.
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

    `_margins` say by how much the text of a row that is least like a column is more like it than it must be.
    """

    def __init__(self, groups: Sequence[Vectors], vectors: Sequence[Vectors]) -> None:
        self._old = len(groups)
        new = np.stack(vectors)
        columns = [_likeness_to_group(new @ group.T) - LIKE_A_GROUP for group in groups]
        self._margins = np.column_stack([*columns, new @ new.T - LIKE])
        self._rows = [[row] for row in range(len(vectors))]
        self._home: dict[int, int] = {}
        for row in range(len(vectors)):
            self._margins[row, self._old + row] = -np.inf

    def most_alike(self) -> tuple[int, int] | None:
        """Return the row and the column that are most alike; None where none are alike enough."""
        row, column = np.unravel_index(int(np.argmax(self._margins)), self._margins.shape)
        return (int(row), int(column)) if self._margins[row, column] >= 0 else None

    def join(self, row: int, column: int) -> None:
        if column < self._old:
            self._home[row] = column
            self._remove(row)
            return
        kept, moved = sorted((row, column - self._old))
        self._margins[kept] = np.minimum(self._margins[kept], self._margins[moved])
        columns = self._margins[:, self._old :]
        columns[:, kept] = np.minimum(columns[:, kept], columns[:, moved])
        self._rows[kept] += self._rows[moved]
        self._rows[moved] = []
        self._remove(moved)

    def _remove(self, row: int) -> None:
        self._margins[row] = -np.inf
        self._margins[:, self._old + row] = -np.inf

    def joined(self) -> Iterator[tuple[list[int], int | None]]:
        """Return what came together, the earliest first, with the group there is that it joined."""
        for row, rows in enumerate(self._rows):
            if rows:
                yield sorted(rows), self._home.get(row)


def _likeness_to_group(likeness: Vectors) -> Vectors:
    """Return the mean likeness to those that are most like each; shapes (texts, messages) and (texts)."""
    nearest: Vectors = np.sort(likeness, axis=1)[:, -MOST_LIKE:].mean(axis=1)
    return nearest
