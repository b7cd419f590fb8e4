"""An answer is given only where phrases bear it out."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.ranking.answer_policy import Thresholds, is_supported
from bot.nlu.ranking.nearest_phrases import NearestPhrases

EAST, NORTH, _ = np.eye(3, dtype=np.float32)
BETWEEN = ((EAST + NORTH) / np.sqrt(2)).astype(np.float32)


@pytest.fixture
def support():
    return NearestPhrases(
        np.vstack([NORTH, EAST, NORTH, EAST]),
        ["out_of_scope/jobs", "faq/a", "out_of_scope/match", "faq/a"],
    )


def test_it_measures_the_nearest_phrases_of_the_label_and_of_what_nothing_answers(support):
    assert support.similarities(EAST, "faq/a") == pytest.approx((1.0, 0.0))
    assert support.similarities(NORTH, "faq/a") == pytest.approx((0.0, 1.0))
    own, other = support.similarities(BETWEEN, "faq/a")
    assert own == pytest.approx(other)


def test_what_was_saved_measures_as_before(support, tmp_path):
    support.save(tmp_path)
    restored = NearestPhrases.load(tmp_path)
    assert restored.similarities(BETWEEN, "faq/a") == pytest.approx(
        support.similarities(BETWEEN, "faq/a"), abs=2e-3
    )


@pytest.mark.parametrize(
    ("confidence", "own", "unanswerable", "supported"),
    [
        (0.6, 0.6, 0.4, True),
        (0.6, 0.44, 0.1, False),
        (0.6, 0.6, 0.63, False),
        (0.95, 0.44, 0.1, True),
        (0.95, 0.6, 0.63, True),
        (0.95, 0.39, 0.1, False),
        (0.95, 0.6, 0.67, False),
    ],
)
def test_an_answer_needs_nearness_and_a_sure_ranking_a_little_less_of_it(
    confidence, own, unanswerable, supported
):
    assert is_supported(confidence, own, unanswerable, Thresholds()) is supported


def test_without_unanswerable_phrases_only_nearness_counts():
    alone = NearestPhrases(np.vstack([EAST]), ["faq/a"])
    assert alone.similarities(EAST, "faq/a") == pytest.approx((1.0, 0.0))
