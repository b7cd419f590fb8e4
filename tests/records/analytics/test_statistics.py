"""Figures say no more than their numbers bear."""

from __future__ import annotations

import pytest

from bot.records.analytics.statistics import FEWEST, Share, interval, percentile


def test_a_share_of_few_has_no_percentage():
    assert Share(3, FEWEST - 1).percent is None
    assert Share(5, FEWEST).percent == 25.0
    assert Share(0, 0).percent is None


@pytest.mark.parametrize(
    ("percent", "value"), [(0, 1), (1, 1), (25, 1), (26, 2), (50, 2), (75, 3), (95, 4), (100, 4)]
)
def test_a_percentile_is_one_of_the_numbers(percent, value):
    assert percentile([1, 2, 3, 4], percent) == value


def test_of_nothing_there_is_no_percentile():
    assert percentile([], 50) is None


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"), [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)]
)
def test_an_interval_is_wilson_s(yes, of, low, high):
    assert interval(yes, of) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


def test_more_numbers_make_an_interval_narrower_around_the_same_share():
    few, many = interval(5, 10), interval(500, 1000)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
