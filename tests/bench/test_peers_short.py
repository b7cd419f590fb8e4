"""A short form of `make bench`: the cheap peers on a sample, every step that the long form takes."""

from __future__ import annotations

import json

import pytest

from bench import measure, measurement, phrases, results, tuning
from bot.nlu.encoder import adaptation_file

PEERS = ("ours-alone", "tfidf", "bm25", "nearest")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a run on every tenth phrase and every sixth question."""
    path = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adaptation_file, "FOLDER", adaptation_file.FOLDER)
        # Tuning takes minutes; what the tree has stands for what would come out.
        tuned = adaptation_file.read()
        patch.setattr("bot.nlu.encoder.tuning.tune.tune", lambda *_: tuned)
        for name, every in (("training", 10), ("calibration", 8), ("validation", 6)):
            sample = getattr(phrases, name)()[::every]
            patch.setattr(phrases, name, lambda sample=sample: sample)
        for peer in PEERS:
            (path / peer).mkdir()
            measure.train(peer, path / peer)
            measure.ask(peer, path / peer)
        yield path


def test_the_table_has_a_row_for_every_peer(folder):
    table = results.headline(results.document(folder, 0.04))
    for peer in PEERS:
        assert f"| {measure.peer_named(peer).title} |" in table


@pytest.mark.parametrize("threshold", [float("-inf"), 0.5])
def test_every_share_is_one(folder, threshold):
    for peer in PEERS:
        for share in vars(measurement.read(peer, folder / peer).score(threshold)).values():
            assert 0 <= share <= 1


def test_ours_is_right_at_once_more_often_than_the_textbook_classifier(folder):
    ours, textbook = (measurement.read(peer, folder / peer) for peer in ("ours-alone", "tfidf"))
    assert ours.score(float("-inf")).right > textbook.score(float("-inf")).right


def test_what_a_peer_cost_is_told(folder):
    for peer in PEERS:
        trained = json.loads((folder / peer / measure.TRAINED).read_text())
        answers = json.loads((folder / peer / measure.ANSWERS).read_text())
        assert min(trained.values()) > 0
        assert min(answers["ready_seconds"], answers["rss_mb"], *answers["seconds"]) > 0


def test_ours_reads_an_encoder_of_its_own_and_it_is_said_what_that_cost(folder):
    cost = tuning.read_cost(folder)
    assert cost["phrases"] == len(phrases.training())
    assert adaptation_file.describe(folder / "understanding").phrases <= cost["phrases"]
    assert "which no other row has" in results.document(folder, 0.04)


def test_where_it_was_tuned_on_everybody_the_results_say_so(folder, monkeypatch):
    monkeypatch.setattr(tuning, "read_cost", lambda _: None)
    assert "its threshold is too low" in results.document(folder, 0.04)
