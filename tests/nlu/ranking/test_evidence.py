"""What is said for and against the likeliest answer."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.ranking.evidence import LabelColumns, gather, nearness_values
from bot.nlu.ranking.nearest_phrases import Nearness

COLUMNS = LabelColumns(
    ["deny", "faq/a", "faq/b", "faq/c", "faq/d", "out_of_scope/x", "out_of_scope/y"]
)
COMMON = np.array([0.05, 0.1, 0.5, 0.15, 0.0, 0.15, 0.05])


def test_the_likeliest_answer_comes_with_two_rivals():
    best, rivals, _ = gather(COLUMNS, COMMON, COMMON, COMMON)
    assert (best, rivals) == ("faq/b", ("faq/c", "faq/a"))


def test_the_numbers_are_those_of_the_common_opinion():
    _, _, values = gather(COLUMNS, COMMON, COMMON, COMMON)
    assert values["first"] == pytest.approx(0)
    assert values["second"] == pytest.approx(np.log(0.15 / 0.85))
    assert values["lead"] == pytest.approx(0.35)
    assert values["unanswerable"] == pytest.approx(np.log(0.2 / 0.8))
    assert values["theme"] == pytest.approx(np.log(0.15 / 0.85))
    assert values["talk"] == pytest.approx(0.05)


def test_whether_each_agrees_is_said_of_ranker_and_head():
    other = np.roll(COMMON, 1)
    _, _, values = gather(COLUMNS, COMMON, COMMON, other)
    assert (values["ranker_agrees"], values["head_agrees"]) == (1.0, 0.0)
    assert values["ranker_first"] == pytest.approx(0)
    assert values["head_first"] == pytest.approx(np.log(0.1 / 0.9))


def test_certainty_beyond_measure_says_no_more():
    sure = np.array([0, 0, 1.0, 0, 0, 0, 0])
    _, _, values = gather(COLUMNS, sure, sure, sure)
    assert all(np.isfinite(value) for value in values.values())
    assert values["first"] < 10


def test_a_single_answer_has_no_rival():
    columns = LabelColumns(["faq/a", "out_of_scope/x"])
    best, rivals, values = gather(columns, *[np.array([0.3, 0.7])] * 3)
    assert (best, rivals) == ("faq/a", ())
    assert values["lead"] == pytest.approx(0.3)


def test_nearness_is_named_after_the_vectors():
    values = nearness_values("tuned", Nearness(0.9, 0.8, 0.5, 0.4, 0.3, 0.2, 0.7, 0.1))
    assert values["tuned_own"] == 0.9
    assert len(values) == 8
