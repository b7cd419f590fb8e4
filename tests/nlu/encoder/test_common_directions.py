"""What all vectors share goes; what tells two groups of them apart stays."""

from __future__ import annotations

import numpy as np

from bot.nlu.encoder.common_directions import CommonDirections

DIMENSION = 16


def vectors_with(common, count=400):
    """Vectors that share a mean and differ most along axes 1 to 4."""
    values = np.random.default_rng(5).normal(scale=0.1, size=(count, DIMENSION))
    values[:, 1:5] *= 20
    return (values + common).astype(np.float32)


def test_the_mean_and_the_widest_directions_are_found():
    common = np.eye(DIMENSION)[0] * 5
    found = CommonDirections.of(vectors_with(common))
    assert np.allclose(found.mean[0], 5, atol=0.1)
    assert np.allclose(np.abs(found.directions[:, 1:5]).sum(), np.abs(found.directions).sum(), 0.1)
    assert np.allclose(found.directions @ found.directions.T, np.eye(4), atol=1e-4)


def test_two_that_are_alike_for_what_all_share_are_no_longer():
    common = np.eye(DIMENSION)[0] * 5
    both = (np.eye(DIMENSION)[[6, 7]] + common).astype(np.float32)
    alike = both @ both.T / np.outer(*[np.linalg.norm(both, axis=1)] * 2)
    own = CommonDirections.of(vectors_with(common)).without(both)
    assert alike[0, 1] > 0.9
    assert own[0] @ own[1] < 0.2
    assert np.allclose(np.linalg.norm(own, axis=1), 1, atol=1e-5)


def test_a_text_with_nothing_of_its_own_is_no_number_that_is_none():
    found = CommonDirections(np.ones(4, dtype=np.float32), np.eye(4, dtype=np.float32)[:1])
    assert np.isfinite(found.without(np.ones((1, 4), dtype=np.float32))).all()
