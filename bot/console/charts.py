"""Bars as SVG: numbers laid out for a template that draws them; no script, no style of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

HEIGHT = 120
WIDTH = 640
_BOTTOM = 18


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
    """Lay out a bar a day: all conversations, and those with something unanswered within it."""
    most = max((count["conversations"] for count in by_day.values()), default=0)
    step = WIDTH / max(1, len(by_day))
    room = HEIGHT - _BOTTOM
    labelled = max(1, len(by_day) // 7)
    bars = []
    for place, (day, count) in enumerate(by_day.items()):
        height = room * count["conversations"] / most if most else 0.0
        inner = room * count["unanswered"] / most if most else 0.0
        bars.append(
            Bar(
                x=round(place * step + 1, 1),
                width=round(max(1.0, step - 2), 1),
                day=day,
                total=count["conversations"],
                answered=count["answered"],
                unanswered=count["unanswered"],
                y=round(room - height, 1),
                height=round(height, 1),
                inner_y=round(room - inner, 1),
                inner_height=round(inner, 1),
                label=f"{day:%b} {day.day}" if place % labelled == 0 else "",
            )
        )
    return Chart(tuple(bars), most)
