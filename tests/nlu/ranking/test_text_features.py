"""One text alone weighs what it weighs among all."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.ranking.text_features import TextFeatures

TEXTS = [
    "what do residents pay",
    "what do residents pay what do residents pay",
    "is it free for residents, or a dollar",
    "how much is it in toronto",
    "how much does a resident in toronto pay",
    "a b c",
    "",
]
PATTERNS = {"who.resident": ["residents?"], "what.cost": ["pay", "how much"]}


@pytest.fixture(scope="module")
def learned():
    return TextFeatures.learn(TEXTS * 2, PATTERNS, 0.6)


@pytest.mark.parametrize("row", range(len(TEXTS)), ids=TEXTS)
def test_the_sums_written_out_are_those_of_scikit_learn(learned, row):
    terms, matrix = learned
    columns, values = terms.weigh(TEXTS[row])

    weights = np.zeros(matrix.shape[1], dtype=np.float32)
    weights[columns] = values
    assert np.allclose(weights, matrix[row].toarray()[0], atol=1e-6)


def test_what_was_never_seen_weighs_nothing(learned):
    terms, _ = learned
    assert [len(part) for part in terms.weigh("zzz qqq")] == [0, 0]


def test_what_is_found_once_stands_once(learned):
    terms, _ = learned
    columns, _ = terms.weigh("how much do residents pay in toronto")
    assert len(set(columns)) == len(columns) > 20
