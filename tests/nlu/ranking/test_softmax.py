"""The regression gives probabilities, separates what can be separated, and is the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from bot.nlu.ranking.softmax import _Objective, fit

DENSE = np.array([[1, 0], [0.9, 0.1], [0, 1], [0.1, 0.9]], dtype=np.float32)
COUNTS = sparse.csr_matrix(np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32))
TARGETS = np.array([0, 0, 1, 1])


def row(*columns):
    return np.array(columns, dtype=np.int64), np.ones(len(columns), dtype=np.float32)


@pytest.fixture(scope="module")
def weights():
    return fit(DENSE, COUNTS, TARGETS, c=10.0, steps=50)


def test_probabilities_of_a_row_sum_to_one(weights):
    probabilities = weights.probabilities(DENSE[:2], [row(0), row()])
    assert probabilities.shape == (2, 2)
    assert probabilities.sum(axis=1) == pytest.approx([1, 1])


def test_what_was_learned_is_likeliest(weights):
    probabilities = weights.probabilities(DENSE, [row(0), row(0), row(1), row(1)])
    assert probabilities.argmax(axis=1).tolist() == [0, 0, 1, 1]


def test_words_alone_tell_the_labels_apart(weights):
    nothing = np.zeros((2, 2), dtype=np.float32)
    first, second = weights.probabilities(nothing, [row(0), row(1)])
    assert first[0] > 0.5 > second[0]


def test_both_ways_of_scoring_agree(weights):
    scores = weights.scores(DENSE, COUNTS)
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    expected = exponents / exponents.sum(axis=1, keepdims=True)
    rows = [row(0), row(0), row(1), row(1)]
    assert weights.probabilities(DENSE, rows) == pytest.approx(expected, abs=1e-6)


def test_the_same_rows_give_the_same_weights(weights):
    again = fit(DENSE, COUNTS, TARGETS, c=10.0, steps=50)
    assert np.array_equal(weights.dense, again.dense)
    assert np.array_equal(weights.counts, again.counts)


def test_a_stronger_penalty_keeps_weights_smaller(weights):
    held_back = fit(DENSE, COUNTS, TARGETS, c=0.01, steps=50)
    assert np.abs(held_back.dense).max() < np.abs(weights.dense).max()


def test_a_weight_moves_the_further_the_less_its_feature_bends_the_loss():
    # Each stands in half of the rows, and each is a tenth of the one before.
    dense = np.array([[1, 0.1, 0.01], [0, 0, 0]] * 2, dtype=np.float32)
    units = _Objective(dense, COUNTS, TARGETS, 10.0).units().reshape(-1, 2)

    large, middle, small, *_, bias = units

    assert large[0] < middle[0] < small[0]
    assert bias.tolist() == [1.0, 1.0]
    assert np.array_equal(units[:, 0], units[:, 1])


def test_the_gradient_is_the_slope_of_the_loss():
    objective = _Objective(DENSE, COUNTS, TARGETS, 1.0)
    point = np.linspace(-1, 1, objective.size, dtype=np.float32)
    _, gradient = objective.loss(point)
    step = 1e-2
    for place in range(objective.size):
        ahead, behind = point.copy(), point.copy()
        ahead[place] += step
        behind[place] -= step
        slope = (objective.loss(ahead)[0] - objective.loss(behind)[0]) / (2 * step)
        assert gradient[place] == pytest.approx(slope, abs=2e-3)
