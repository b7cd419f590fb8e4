"""Shares, estimates and percentiles that say no more than their numbers bear."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# A percentage of fewer says more than is known.
FEWEST = 20


@dataclass(frozen=True)
class Share:
    """`n` of `of`; `percent` is None where `of` is too small for one."""

    n: int
    of: int

    @property
    def percent(self) -> float | None:
        return 100 * self.n / self.of if self.of >= FEWEST else None


@dataclass(frozen=True)
class Estimate:
    """A number that a sample only lets us guess: from `low` to `high`."""

    low: int
    high: int
    sample: int


def percentile(ordered: Sequence[int], percent: int) -> int | None:
    """Return the nearest-rank percentile of numbers in order."""
    if not ordered:
        return None
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]


def interval(yes: int, of: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share: honest for small samples too."""
    z = 1.96
    share, spread = yes / of, z * z / of
    middle = share + spread / 2
    width = z * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, (middle - width) / (1 + spread)), min(1.0, (middle + width) / (1 + spread))
