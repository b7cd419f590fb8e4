"""Percentiles in milliseconds, the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def milliseconds(seconds: Sequence[float], percent: float) -> float:
    return float(np.percentile(seconds, percent)) * 1000
