"""The peers by themselves: each does what its name says."""

from __future__ import annotations

import pytest

from bench import phrases
from bench.peers.bm25 import Bm25
from bench.peers.nearest import NearestPhrase
from bench.peers.rasa_pipeline import train_nlu
from bench.phrases import Phrase

PHRASES = [
    Phrase("what does it cost", "faq/membership_dues"),
    Phrase("your phone number", "faq/account_contact_us"),
    Phrase("lovely weather", "out_of_scope/other"),
]


def test_bm25_finds_the_answer_whose_words_are_asked_for(tmp_path, knowledge):
    Bm25().train([], tmp_path)
    rank = Bm25().load(tmp_path)
    answer = knowledge.answers["membership/military_discount"]
    assert rank(answer.question).ranking[0][0] == "faq/membership_military_discount"


def test_bm25_gives_nothing_for_words_that_no_answer_has(tmp_path):
    Bm25().train([], tmp_path)
    assert {score for _, score in Bm25().load(tmp_path)("zxqv wvut").ranking} == {0.0}


@pytest.mark.parametrize(
    ("text", "label"),
    [("the price please", "faq/membership_dues"), ("whom may I call", "faq/account_contact_us")],
)
def test_the_nearest_phrase_lends_its_label(tmp_path, text, label):
    NearestPhrase().train(PHRASES, tmp_path)
    assert NearestPhrase().load(tmp_path)(text).ranking[0][0] == label


def test_a_peer_of_rasas_may_learn_twice_in_one_folder(tmp_path, monkeypatch):
    """As DIET does: two epochs to see what one costs, then as many as may be."""
    trainings = []
    monkeypatch.setattr("rasa.model_training.train_nlu", lambda *_, **__: trainings.append(True))
    monkeypatch.setenv("RASA_MAX_CACHE_SIZE", "0")

    for _ in range(2):
        train_nlu([], PHRASES, tmp_path, flat=True)

    assert len(trainings) == 2
    assert "lovely weather" in (tmp_path / "nlu/phrases.yml").read_text(encoding="utf-8")


def test_nobody_learns_from_what_is_asked():
    learned = {phrase.text.casefold() for phrase in phrases.training()}
    questions = [*phrases.calibration(), *phrases.validation()]
    assert not [question.text for question in questions if question.text.casefold() in learned]
