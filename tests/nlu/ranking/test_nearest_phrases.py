"""How near a message is to the phrases of an answer, of its rivals, and of what nothing answers."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.ranking.nearest_phrases import NearestPhrases

EAST, NORTH, UP = np.eye(3, dtype=np.float32)
BETWEEN = ((EAST + NORTH) / np.sqrt(2)).astype(np.float32)


@pytest.fixture
def phrases():
    return NearestPhrases(
        np.vstack([NORTH, EAST, NORTH, EAST, UP]),
        ["out_of_scope/jobs", "faq/a", "out_of_scope/match", "faq/a", "faq/b"],
    )


def test_it_measures_the_label_its_rivals_and_what_nothing_answers(phrases):
    nearness = phrases.nearness(EAST, "faq/a", ["faq/b"])
    assert (nearness.own, nearness.rivals, nearness.unanswerable) == (1.0, 0.0, 0.0)
    nearness = phrases.nearness(NORTH, "faq/a", ["faq/b"])
    assert (nearness.own, nearness.rivals, nearness.unanswerable) == (0.0, 0.0, 1.0)
    nearness = phrases.nearness(UP, "faq/a", ["faq/b"])
    assert (nearness.own, nearness.rivals, nearness.unanswerable) == (0.0, 1.0, 0.0)


def test_the_three_nearest_count_together():
    near = NearestPhrases(np.vstack([EAST, EAST, NORTH, NORTH]), ["faq/a"] * 4)
    assert near.nearness(EAST, "faq/a", []).own_few == pytest.approx(2 / 3)


def test_shares_are_of_the_ten_nearest():
    vectors = np.vstack([*[EAST] * 6, *[BETWEEN] * 4, *[NORTH] * 9])
    labels = ["faq/a"] * 6 + ["out_of_scope/jobs"] * 4 + ["faq/b"] * 9
    nearness = NearestPhrases(vectors, labels).nearness(EAST, "faq/a", ["faq/b"])
    assert (nearness.share_own, nearness.share_unanswerable) == (0.6, 0.4)


def test_what_was_saved_measures_as_before(phrases, tmp_path):
    phrases.save(tmp_path)
    restored = NearestPhrases.load(tmp_path).nearness(BETWEEN, "faq/a", ["faq/b"])
    before = phrases.nearness(BETWEEN, "faq/a", ["faq/b"])
    assert list(vars(restored).values()) == pytest.approx(list(vars(before).values()), abs=2e-3)


def test_without_rivals_and_unanswerable_phrases_the_label_alone_counts():
    nearness = NearestPhrases(np.vstack([EAST]), ["faq/a"]).nearness(EAST, "faq/a", [])
    assert (nearness.own, nearness.rivals, nearness.unanswerable) == (1.0, 0.0, 0.0)
