"""A product in blocks is the product, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from bot.nlu.ranking.sparse_blocks import SparseBlocks


@pytest.mark.parametrize("blocks", [1, 2, 3, 7])
@pytest.mark.parametrize("rows", [1, 2, 50])
def test_it_is_the_product_of_the_whole(rows, blocks):
    random = np.random.default_rng(5)
    matrix = sparse.random(rows, 40, 0.2, "csr", dtype=np.float32, random_state=random)
    right = random.normal(size=(40, 6)).astype(np.float32)

    product = SparseBlocks(matrix, blocks) @ right

    assert product.dtype == np.float32
    assert np.array_equal(product, matrix @ right)


def test_rows_without_anything_give_zeros():
    empty = sparse.csr_matrix((4, 3), dtype=np.float32)
    assert not (SparseBlocks(empty, 2) @ np.ones((3, 2), dtype=np.float32)).any()


def test_work_is_shared_by_what_stands_in_the_rows():
    full, sparse_rows = np.ones((1, 10)), np.eye(10)
    blocks = SparseBlocks(sparse.csr_matrix(np.vstack([full, sparse_rows]), dtype=np.float32), 2)
    assert [block.nnz for block in blocks._blocks] == [10, 10]
