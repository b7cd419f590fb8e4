"""The bars of a chart: places and sizes for a template that draws them as SVG, without script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

HEIGHT = 120
WIDTH = 640
# Below the bars stand the days.
_PLOT = HEIGHT - 18


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    day: date
    total: int
    answered: int
    unanswered: int
    y: float
    height: float
    inner_y: float
    inner_height: float
    label: str


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    most: int
    width: int = WIDTH
    height: int = HEIGHT


def daily(by_day: Mapping[date, Counter[str]]) -> Chart:
    """Return a bar for each day: all conversations, and within it those with an unanswered question."""
    most = max((count["conversations"] for count in by_day.values()), default=0)
    step = WIDTH / max(1, len(by_day))
    labelled = max(1, len(by_day) // 7)
    bars = [
        _bar(place, step, day, count, most, has_label=place % labelled == 0)
        for place, (day, count) in enumerate(by_day.items())
    ]
    return Chart(tuple(bars), most)


def _bar(
    place: int, step: float, day: date, count: Counter[str], most: int, *, has_label: bool
) -> Bar:
    height = _height(count["conversations"], most)
    inner_height = _height(count["unanswered"], most)
    return Bar(
        x=round(place * step + 1, 1),
        width=round(max(1.0, step - 2), 1),
        day=day,
        total=count["conversations"],
        answered=count["answered"],
        unanswered=count["unanswered"],
        y=round(_PLOT - height, 1),
        height=round(height, 1),
        inner_y=round(_PLOT - inner_height, 1),
        inner_height=round(inner_height, 1),
        label=f"{day:%b} {day.day}" if has_label else "",
    )


def _height(count: int, most: int) -> float:
    return _PLOT * count / most if most else 0.0
