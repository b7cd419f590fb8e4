"""AdamW: steps along the gradient, each parameter by its own measure, with a little decay."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bot.nlu.encoder.tuning.layer import Array

_FIRST, _SECOND = np.float32(0.9), np.float32(0.999)
_EPSILON = np.float32(1e-8)
_DECAY = 0.01


class AdamW:
    """Changes the parameters in place; `rate` is the highest step, reached after the warm-up."""

    def __init__(self, parameters: Mapping[str, Array], rate: float) -> None:
        self._parameters = parameters
        self._rate = rate
        self._means = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._squares = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._steps = 0

    def step(self, gradients: Mapping[str, Array], share: float) -> None:
        """Take a step; `share` of the highest rate is used."""
        self._steps += 1
        rate = self._rate * share
        correction = np.sqrt(1 - _SECOND**self._steps) / (1 - _FIRST**self._steps)
        for name, gradient in gradients.items():
            self._change(name, gradient, rate, np.float32(rate * correction))

    def _change(self, name: str, gradient: Array, rate: float, length: np.float32) -> None:
        parameter, mean, square = self._parameters[name], self._means[name], self._squares[name]
        mean += (1 - _FIRST) * (gradient - mean)
        square += (1 - _SECOND) * (np.square(gradient) - square)
        if parameter.ndim > 1:
            parameter *= np.float32(1 - rate * _DECAY)
        parameter -= length * mean / (np.sqrt(square) + _EPSILON)
