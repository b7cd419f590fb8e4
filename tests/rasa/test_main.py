"""Rasa's command is called as it is, except for what a training alone needs."""

from __future__ import annotations

import gc
import sys

import pytest

from bot.errors import SetUpError
from bot.rasa import __main__ as command


@pytest.fixture
def called(monkeypatch):
    """Return a function that calls the command, and tells after how many objects cycles were looked for then."""
    before, seen = gc.get_threshold(), []
    monkeypatch.setattr(command, "rasa_main", lambda: seen.append(gc.get_threshold()[0]))

    def call(word):
        monkeypatch.setattr(sys, "argv", ["rasa", word])
        command.main()
        return seen[-1]

    yield call
    gc.set_threshold(*before)


def test_a_training_looks_for_cycles_seldom_and_who_serves_as_python_does(called):
    usual = gc.get_threshold()[0]

    assert called("run") == usual
    assert called("train") >= 100 * usual


def test_of_an_error_of_ours_the_sentence_is_what_stands_last(monkeypatch):
    def fail():
        raise RuntimeError("graph") from SetUpError("there is no trained model")

    monkeypatch.setattr(command, "rasa_main", fail)
    monkeypatch.setattr(sys, "argv", ["rasa", "run"])

    with pytest.raises(SystemExit, match="rasa: there is no trained model"):
        command.main()
