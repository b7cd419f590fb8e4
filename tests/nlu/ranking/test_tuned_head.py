"""Ranker and head say together what is meant; what the head does not know is the ranker's alone."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.ranking.tuned_head import Panel, TunedHead

LABELS = ["faq/a", "faq/b", "faq/new"]


def rows(*values):
    return np.array(values, dtype=np.float32)


@pytest.fixture
def head():
    return TunedHead(["faq/a", "faq/b", "faq/gone"], rows([4, 0, 0], [0, 4, 0]), rows(0, 0, 0))


def test_it_names_the_label_of_a_vector(head):
    probabilities = head.probabilities(rows([1, 0], [0, 1]))
    assert probabilities.argmax(axis=1).tolist() == [0, 1]
    assert probabilities.sum(axis=1) == pytest.approx([1, 1])


def test_what_was_saved_says_the_same(head, tmp_path):
    head.save(tmp_path)
    restored = TunedHead.load(tmp_path)
    assert restored.labels == head.labels
    assert np.array_equal(restored.probabilities(rows([1, 0])), head.probabilities(rows([1, 0])))


def test_of_two_opinions_the_geometric_mean_counts():
    common, heads = Panel(LABELS[:2], LABELS[:2]).combine(rows([0.5, 0.5]), rows([0.8, 0.2]))
    assert common[0] == pytest.approx([2 / 3, 1 / 3])
    assert heads[0] == pytest.approx([0.8, 0.2])


def test_a_label_that_the_head_does_not_know_keeps_what_the_ranker_gives_it(head):
    opinion = head.probabilities(rows([1, 0]))
    common, heads = Panel(LABELS, head.labels).combine(rows([0.1, 0.1, 0.8]), opinion)
    assert common[0][2] == pytest.approx(0.8)
    assert common.sum() == pytest.approx(1)
    assert common[0][0] > common[0][1]
    assert heads[0][2] == pytest.approx(0.8)


def test_a_head_that_knows_nothing_changes_nothing():
    common, heads = Panel(LABELS, ["other"]).combine(rows([0.2, 0.3, 0.5]), rows([1.0]))
    assert common[0] == pytest.approx([0.2, 0.3, 0.5])
    assert heads[0] == pytest.approx([0.2, 0.3, 0.5])


class TestGoingOn:
    VECTORS = rows([1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1])
    NAMES = ["faq/a", "faq/b", "faq/new", "faq/new"]
    OLD = TunedHead(["faq/a", "faq/b"], rows([4, 0], [0, 4], [2, 0]), rows(0, 0))

    def named(self, head):
        return [head.labels[column] for column in head.probabilities(self.VECTORS).argmax(axis=1)]

    def test_learns_what_came_in_since_and_a_label_that_is_new(self):
        assert self.named(self.OLD) == ["faq/a", "faq/b", "faq/a", "faq/a"]
        assert self.named(self.OLD.learn(self.VECTORS, self.NAMES)) == self.NAMES

    def test_keeps_labels_that_no_phrase_has_any_more(self):
        assert self.OLD.learn(self.VECTORS[:1], ["faq/a"]).labels == ["faq/a", "faq/b"]

    def test_stays_where_everything_is_known_already(self):
        known = TunedHead(["faq/a", "faq/b"], rows([40, 0], [0, 40], [0, 0]), rows(0, 0))
        further = known.learn(self.VECTORS[:2], self.NAMES[:2])
        assert further.probabilities(self.VECTORS) == pytest.approx(
            known.probabilities(self.VECTORS), abs=1e-4
        )

    def test_gives_the_same_each_time(self):
        first, second = (self.OLD.learn(self.VECTORS, self.NAMES) for _ in range(2))
        assert np.array_equal(first.probabilities(self.VECTORS), second.probabilities(self.VECTORS))
