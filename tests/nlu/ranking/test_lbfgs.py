"""The minimum of a smooth convex loss is found, and found again."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.ranking.lbfgs import minimize

# Far from round: along one direction the loss is two hundred times as steep as along another.
STEEPNESS = np.geomspace(0.05, 10, 40).astype(np.float32)
GOAL = np.linspace(-3, 3, 40, dtype=np.float32)


def bowl(point):
    away = point - GOAL
    return float(0.5 * (STEEPNESS * away * away).sum()), STEEPNESS * away


def test_the_minimum_is_found():
    point = minimize(bowl, np.zeros(40, dtype=np.float32), 80)
    assert point == pytest.approx(GOAL, abs=1e-2)
    assert point.dtype == np.float32


def test_each_step_goes_down():
    losses = [bowl(minimize(bowl, np.zeros(40, dtype=np.float32), steps))[0] for steps in range(9)]
    assert losses == sorted(losses, reverse=True)


def test_at_the_minimum_it_stays():
    assert np.array_equal(minimize(bowl, GOAL, 5), GOAL)


def test_two_runs_are_equal():
    first, second = (minimize(bowl, np.zeros(40, dtype=np.float32), 20) for _ in range(2))
    assert np.array_equal(first, second)
