"""The benchmark sets its thresholds on writers from whom no peer has learned."""

from __future__ import annotations

import pytest

from bench import phrases
from bench.phrases import Phrase
from bot.nlu.phrases.phrase import Phrase as TrainingPhrase


@pytest.fixture
def written(monkeypatch):
    rows = (
        ("faq/membership_cme", "any CME?", "editors", "calibration"),
        ("out_of_scope/jobs", "who is hiring", "editors", "calibration"),
        ("out_of_scope/jobs", "salaries", "desk", "calibration"),
        ("faq/membership_cme", "credits", "trainees", "train"),
    )
    monkeypatch.setattr(phrases, "_all", lambda: [TrainingPhrase(*row, "x.yml") for row in rows])


@pytest.mark.usefixtures("written")
def test_peers_learn_from_the_split_train_alone():
    assert phrases.training() == [Phrase("credits", "faq/membership_cme")]


@pytest.mark.usefixtures("written")
def test_thresholds_are_set_on_the_split_calibration():
    questions = [(question.text, set(question.accept)) for question in phrases.calibration()]
    assert questions == [
        ("any CME?", {"membership/cme"}),
        ("who is hiring", set()),
        ("salaries", set()),
    ]


@pytest.mark.usefixtures("written")
def test_each_writer_of_the_calibration_is_named_once():
    assert phrases.calibration_writers() == ["desk", "editors"]


def test_both_splits_of_the_tree_hold_what_is_answered_and_what_is_not():
    for accepted in (
        [phrases.accepted(p.label) for p in phrases.training()],
        [question.accept for question in phrases.calibration()],
    ):
        assert any(accepted)
        assert not all(accepted)


def test_the_benchmark_asks_each_held_out_file():
    assert len(phrases.validation()) > 2000


def test_concepts_are_patterns_by_group_and_name():
    assert all(name.count(".") == 1 and patterns for name, patterns in phrases.concepts().items())
