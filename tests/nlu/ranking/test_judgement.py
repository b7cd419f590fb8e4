"""How probable it is that the likeliest answer is right, from evidence alone."""

from __future__ import annotations

import json

import numpy as np
import pytest

from bot.errors import SetUpError
from bot.nlu.encoder.adaptation_file import FOLDER
from bot.nlu.ranking.judgement import Judgement, Weight


@pytest.fixture(scope="module")
def learned():
    """Where `near` is high the answer was mostly right; `noise` says nothing."""
    chance = np.random.default_rng(1)
    near, noise = chance.normal(size=(2, 2000))
    is_right = near + 0.5 * chance.normal(size=2000) > 0
    rows = [{"near": float(n), "noise": float(x)} for n, x in zip(near, noise)]
    return Judgement.learn(rows, is_right), rows, is_right


def test_it_learns_what_speaks_for_an_answer(learned):
    judgement, _, _ = learned
    assert judgement.probability({"near": 2.0, "noise": 0.0}) > 0.95
    assert judgement.probability({"near": -2.0, "noise": 0.0}) < 0.05


def test_its_probabilities_are_the_shares_that_are_right(learned):
    judgement, rows, is_right = learned
    probabilities = np.array([judgement.probability(row) for row in rows])
    for low in (0.1, 0.4, 0.7):
        group = (probabilities >= low) & (probabilities < low + 0.2)
        assert is_right[group].mean() == pytest.approx(probabilities[group].mean(), abs=0.08)


def test_what_was_saved_judges_the_same(learned, tmp_path):
    judgement, rows, _ = learned
    judgement.save(tmp_path)
    assert Judgement.load(tmp_path).probability(rows[0]) == judgement.probability(rows[0])


def test_without_weights_the_bias_alone_speaks():
    assert Judgement(0.0, {}).probability({"anything": 1.0}) == 0.5
    assert Judgement(0.0, {"x": Weight(1.0, 2.0, 3.0)}).probability({"x": 1.0}) == 0.5


def test_missing_evidence_is_an_error(learned):
    judgement, _, _ = learned
    with pytest.raises(KeyError):
        judgement.probability({"near": 1.0})


@pytest.mark.parametrize("content", ["", "{}", '{"bias": 1, "weights": {"x": {}}}'])
def test_a_file_that_holds_no_judgement_is_named(tmp_path, content):
    (tmp_path / "judgement.json").write_text(content, encoding="utf-8")
    with pytest.raises(SetUpError, match=r"judgement\.json"):
        Judgement.load(tmp_path)


def test_the_numbers_of_the_tree_stand_for_evidence_that_is_gathered():
    stored = json.loads((FOLDER / "judgement.json").read_text(encoding="utf-8"))
    assert stored["weights"]["first"]["weight"] > 0
    assert all(row["deviation"] > 0 for row in stored["weights"].values())
