"""Limited-memory BFGS in single precision: half the memory traffic of SciPy's, on millions of weights.

A smooth convex loss is expected. Nothing in it is random, so the same loss gives the same weights.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
# The loss at a point, and its gradient there.
Loss = Callable[[Floats], tuple[float, Floats]]

_HISTORY_SIZE = 6
# A step is accepted that goes down by this share of what the slope promises; otherwise it is halved.
_SUFFICIENT = 1e-4
_MOST_HALVINGS = 20
# Pairs of steps and changes of slope that say less than this are noise.
_LEAST_CURVATURE = 1e-10


def minimize(loss: Loss, start: Floats, steps: int) -> Floats:
    """Return the point after so many steps, or where no step goes down any more."""
    point = start
    value, gradient = loss(point)
    pairs: deque[tuple[Floats, Floats, float]] = deque(maxlen=_HISTORY_SIZE)
    for _ in range(steps):
        direction = _direction(gradient, pairs)
        slope = _dot(direction, gradient)
        if slope >= 0:
            break
        length = 1.0 if pairs else min(1.0, 1.0 / float(np.linalg.norm(gradient)))
        for _ in range(_MOST_HALVINGS):
            candidate = point + np.float32(length) * direction
            new_value, new_gradient = loss(candidate)
            if new_value <= value + _SUFFICIENT * length * slope:
                break
            length /= 2
        else:
            break
        moved, turned = candidate - point, new_gradient - gradient
        curvature = _dot(moved, turned)
        if curvature > _LEAST_CURVATURE:
            pairs.append((moved, turned, curvature))
        point, value, gradient = candidate, new_value, new_gradient
    return point


def _direction(gradient: Floats, pairs: deque[tuple[Floats, Floats, float]]) -> Floats:
    """Return minus the gradient, bent by what the last steps said of the curvature."""
    direction = -gradient
    shares = []
    for moved, turned, curvature in reversed(pairs):
        share = np.float32(_dot(moved, direction) / curvature)
        direction -= share * turned
        shares.append(share)
    if pairs:
        _, turned, curvature = pairs[-1]
        direction *= np.float32(curvature / _dot(turned, turned))
    for (moved, turned, curvature), share in zip(pairs, reversed(shares), strict=True):
        direction += (share - np.float32(_dot(turned, direction) / curvature)) * moved
    return direction


def _dot(left: Floats, right: Floats) -> float:
    return float(np.dot(left, right))
