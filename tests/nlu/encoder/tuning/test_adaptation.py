"""What tuning changes begins with no change, and its gradients are those of the layer that comes out."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.encoder.tuning.adaptation import RANK, LayerAdaptation
from bot.nlu.encoder.tuning.layer import PRODUCTS, VECTORS, LayerGradients

INPUTS, OUTPUTS, ROWS = 6, 4, 3


@pytest.fixture
def weights():
    chance = np.random.default_rng(1)
    matrices = {name: chance.normal(size=(INPUTS, OUTPUTS)).astype(np.float32) for name in PRODUCTS}
    vectors = {name: chance.normal(size=OUTPUTS).astype(np.float32) for name in VECTORS}
    return {**matrices, **vectors}


@pytest.fixture
def adaptation(weights):
    return LayerAdaptation(weights, np.random.default_rng(2))


def test_at_first_nothing_is_changed(adaptation, weights):
    assert all(np.array_equal(value, weights[name]) for name, value in adaptation.weights().items())


def test_a_matrix_changes_by_a_product_of_two_narrow_ones(adaptation, weights):
    name = PRODUCTS[0]
    left, right = (adaptation.parameters[f"{name}_{side}"] for side in ("left", "right"))
    assert (left.shape, right.shape) == ((INPUTS, RANK), (RANK, OUTPUTS))
    right += 1.0
    change = adaptation.weights()[name] - weights[name]
    assert change == pytest.approx(left @ right, abs=1e-5)


def test_the_weights_of_the_file_stay_as_they_are(adaptation, weights):
    before = weights[VECTORS[0]].copy()
    adaptation.parameters[VECTORS[0]] += 1.0
    assert np.array_equal(weights[VECTORS[0]], before)


def test_the_gradients_are_those_of_the_whole_matrix_brought_to_its_factors(adaptation):
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(ROWS, INPUTS)).astype(np.float32)
    by_rows = chance.normal(size=(ROWS, OUTPUTS)).astype(np.float32)
    name = PRODUCTS[0]
    adaptation.parameters[f"{name}_right"] += 0.5
    gradients = adaptation.gradients(
        LayerGradients(
            tokens=rows, vectors={VECTORS[0]: by_rows[0]}, products={name: (rows, by_rows)}
        )
    )
    left, right = (adaptation.parameters[f"{name}_{side}"] for side in ("left", "right"))
    whole = rows.T @ by_rows
    assert gradients[f"{name}_left"] == pytest.approx(whole @ right.T, rel=1e-4)
    assert gradients[f"{name}_right"] == pytest.approx(left.T @ whole, rel=1e-3, abs=1e-5)
    assert np.array_equal(gradients[VECTORS[0]], by_rows[0])
