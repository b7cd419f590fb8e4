"""What is learned offline is written where set-up reads it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bot.cli import tune
from bot.nlu.encoder import adaptation_file
from bot.nlu.phrases.phrase import Phrase
from bot.nlu.ranking.judgement import Judgement
from testkit.command import run

DUES, CME = "faq/membership_training_dues", "faq/membership_cme"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(adaptation_file, "FOLDER", tmp_path)
    monkeypatch.setattr(tune, "ROOT", tmp_path.parent)
    return tmp_path


def test_the_encoder_is_tuned_on_everything_but_danger(folder, monkeypatch):
    phrases = [
        Phrase(label, text, "a", "train", "x.yml")
        for label, text in ((DUES, "dues"), ("danger/crisis", "help"), ("affirm", "yes"))
    ]
    learned, written = [], []

    def tune_encoder(texts, labels, report):
        learned.append((texts, labels))
        return SimpleNamespace(layers={})

    monkeypatch.setattr(tune, "read_phrases", lambda _: phrases)
    monkeypatch.setattr(tune, "tune_encoder", tune_encoder)
    monkeypatch.setattr(tune, "to_integer_model", lambda *_: b"a model")
    monkeypatch.setattr(adaptation_file, "write", lambda *arguments: written.append(arguments))
    run("tune")
    assert learned == [(["dues", "yes"], [DUES, "affirm"])]
    ((_, model, count),) = written
    assert (model, count) == (tune.sha256_of(b"a model"), 2)


def test_the_judgement_learns_whether_the_likeliest_answer_was_right(folder, monkeypatch):
    def predicted(label, best, near):
        assessed = SimpleNamespace(
            probabilities={best: 0.6, "affirm": 0.4}, evidence={"near": near}
        )
        return SimpleNamespace(phrase=SimpleNamespace(label=label), assessed=assessed)

    predictions = [
        predicted(DUES, DUES, 0.9),
        predicted(DUES, CME, 0.2),
        predicted("out_of_scope/jobs", DUES, 0.1),
    ] * 20
    monkeypatch.setattr(tune, "predict_folds", lambda folds, judgement: predictions)
    run("tune", "--judgement")
    judgement = Judgement.load(folder)
    assert judgement.probability({"near": 0.9}) > 0.8
    assert judgement.probability({"near": 0.1}) < 0.2


def test_follow_ups_are_learnt_with_the_encoder_of_now(folder, monkeypatch):
    kept = []
    learnt = SimpleNamespace(save=lambda: kept.append("saved"))
    monkeypatch.setattr(tune, "read_phrases", lambda _: [Phrase(DUES, "dues", "a", "train", "x")])
    monkeypatch.setattr(tune, "read_follow_ups", lambda _: ["a follow-up"])
    monkeypatch.setattr(tune, "read_self_descriptions", lambda _: ("R2 in Ohio",))
    monkeypatch.setattr(tune, "speller_from", lambda *_: "speller")
    monkeypatch.setattr(adaptation_file, "describe", lambda: SimpleNamespace(model="e1"))
    monkeypatch.setattr(
        tune, "learn_follow_ups", lambda *given: kept.append((*given[:2], given[-1])) or learnt
    )
    run("tune", "--follow-ups")
    assert kept == [(["a follow-up"], ("R2 in Ohio",), "e1"), "saved"]
