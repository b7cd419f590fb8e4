"""A sparse matrix in blocks of rows, multiplied on every core: SciPy uses one, and gives way to others meanwhile."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float32]


class SparseBlocks:
    """Each row is a sum of its own, so the product is that of the whole matrix, bit for bit."""

    def __init__(self, matrix: sparse.csr_matrix, blocks: int | None = None) -> None:
        blocks = blocks or os.cpu_count() or 1
        self.shape: tuple[int, int] = matrix.shape
        # Rows are as much work as there stands in them.
        shares = np.arange(1, blocks) * matrix.nnz / blocks
        cuts = [0, *np.searchsorted(matrix.indptr, shares), self.shape[0]]
        self._rows = [slice(start, end) for start, end in pairwise(cuts)]
        self._blocks = [matrix[rows] for rows in self._rows]
        self._threads = ThreadPoolExecutor(blocks)

    def __matmul__(self, right: Floats) -> Floats:
        """Return the product with an array of shape (columns, labels): one of shape (rows, labels)."""
        product = np.empty((self.shape[0], right.shape[1]), dtype=np.float32)

        def fill(block: int) -> None:
            product[self._rows[block]] = self._blocks[block] @ right

        list(self._threads.map(fill, range(len(self._blocks))))
        return product
