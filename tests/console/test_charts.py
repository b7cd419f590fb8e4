"""Bars are as high as what they count, and few of them are labelled."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.console.charts import HEIGHT, WIDTH, daily

FIRST = date(2026, 11, 1)


def chart(*counts):
    days = {
        FIRST + timedelta(days=place): Counter(conversations=count, unanswered=unanswered)
        for place, (count, unanswered) in enumerate(counts)
    }
    return daily(days)


def test_the_highest_bar_fills_the_plot_and_the_others_are_in_proportion():
    tall, half = chart((10, 0), (5, 5)).bars
    assert half.height == pytest.approx(tall.height / 2, abs=0.1)
    assert tall.y == 0
    assert half.y + half.height == pytest.approx(tall.y + tall.height, abs=0.1)


def test_the_inner_bar_stands_at_the_foot_of_the_outer_one():
    (bar,) = chart((10, 4)).bars
    assert bar.inner_height == pytest.approx(bar.height * 0.4, abs=0.1)
    assert bar.inner_y + bar.inner_height == pytest.approx(bar.y + bar.height, abs=0.1)


def test_bars_stand_side_by_side_within_the_width():
    bars = chart(*[(1, 0)] * 90).bars
    assert all(left.x + left.width <= right.x for left, right in pairwise(bars))
    assert bars[-1].x + bars[-1].width <= WIDTH


@pytest.mark.parametrize(("days", "labels"), [(1, 1), (7, 7), (30, 8), (90, 8)])
def test_the_days_are_labelled_sparsely(days, labels):
    bars = chart(*[(1, 0)] * days).bars
    assert sum(bool(bar.label) for bar in bars) == labels
    assert bars[0].label == "Nov 1"


def test_days_without_conversations_have_no_height():
    assert [bar.height for bar in chart((0, 0), (0, 0)).bars] == [0, 0]
    assert chart((0, 0)).most == 0


def test_no_days_are_no_bars():
    assert (daily({}).bars, daily({}).height) == ((), HEIGHT)
