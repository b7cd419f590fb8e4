"""A model is trained when it is missing, replaced when it is whole, and named where it fails."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from bot.cli import train
from testkit.command import run


@pytest.fixture
def models(tmp_path, monkeypatch):
    """A folder of models, and Rasa replaced by a program that writes a file there."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setattr(train, "ROOT", tmp_path)
    monkeypatch.setattr(train, "VAR", tmp_path / "var")
    monkeypatch.setattr(train.model_file, "current", lambda: folder / "assistant-new.tar.gz")
    trainings = []

    def rasa(command, stdout, **_):
        trainings.append(command)
        name = command[command.index("--fixed-model-name") + 1]
        (folder / f"{name}.tar.gz").write_text("a model")
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(train.subprocess, "run", rasa)
    return SimpleNamespace(folder=folder, trainings=trainings)


def names(models):
    return sorted(path.name for path in models.folder.iterdir())


def test_a_missing_model_is_trained_and_named(models):
    result = run("train")
    assert result.stdout == "The model is models/assistant-new.tar.gz.\n"
    assert names(models) == ["assistant-new.tar.gz"]


def test_a_model_that_is_there_is_not_trained_again(models):
    (models.folder / "assistant-new.tar.gz").write_text("there")
    run("train")
    assert models.trainings == []


def test_force_trains_it_all_the_same(models):
    (models.folder / "assistant-new.tar.gz").write_text("there")
    run("train", "--force")
    assert (models.folder / "assistant-new.tar.gz").read_text() == "a model"


def test_of_older_models_the_latest_five_stay(models):
    for age in range(1, 8):
        path = models.folder / f"assistant-{age}.tar.gz"
        path.write_text(str(age))
        os.utime(path, (path.stat().st_mtime - age * 60,) * 2)
    run("train")
    kept = [f"assistant-{age}.tar.gz" for age in range(1, 6)]
    assert names(models) == [*kept, "assistant-new.tar.gz"]


@pytest.mark.parametrize("returncode", [0, 1])
def test_a_training_that_fails_says_the_end_of_its_log_and_leaves_no_model(
    models, monkeypatch, returncode
):
    def fail(command, stdout, **_):
        stdout.write("line\n" * 30 + "the reason\n")
        return SimpleNamespace(returncode=returncode)

    monkeypatch.setattr(train.subprocess, "run", fail)
    result = run("train")
    assert result.returncode == 2
    assert result.stderr.rstrip().endswith("the reason")
    assert result.stderr.count("line\n") == 14
    assert names(models) == []
