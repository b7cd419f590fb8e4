"""Steps go down the gradient, by each parameter's own measure."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.encoder.tuning.optimizer import AdamW


def parameters(**values):
    return {name: np.array(value, dtype=np.float32) for name, value in values.items()}


def test_the_first_step_has_the_length_of_the_rate_whatever_the_gradient():
    one = parameters(x=[1.0, 1.0])
    AdamW(one, rate=0.1).step(parameters(x=[1000.0, -0.001]), share=1.0)
    assert one["x"] == pytest.approx([0.9, 1.1], abs=1e-4)


def test_a_share_of_the_rate_makes_a_shorter_step():
    one = parameters(x=[1.0])
    AdamW(one, rate=0.1).step(parameters(x=[5.0]), share=0.5)
    assert one["x"] == pytest.approx([0.95], abs=1e-4)


def test_what_has_no_gradient_stays():
    two = parameters(x=[1.0], y=[1.0])
    AdamW(two, rate=0.1).step(parameters(x=[5.0]), share=1.0)
    assert two["y"] == [1.0]


def test_matrices_decay_a_little_and_vectors_do_not():
    two = parameters(matrix=[[1.0]], vector=[1.0])
    AdamW(two, rate=0.1).step(parameters(matrix=[[0.0]], vector=[0.0]), share=1.0)
    assert two["matrix"] == pytest.approx(np.array([[1 - 0.1 * 0.01]]))
    assert two["vector"] == [1.0]


def test_many_steps_come_to_the_lowest_point():
    one = parameters(x=[3.0, -2.0])
    optimizer = AdamW(one, rate=0.05)
    for _ in range(400):
        optimizer.step({"x": 2 * (one["x"] - np.float32(1.0))}, share=1.0)
    assert one["x"] == pytest.approx([1.0, 1.0], abs=0.05)
