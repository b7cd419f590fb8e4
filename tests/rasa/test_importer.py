"""Training phrases are read from the files once, however Rasa asks for them."""

from __future__ import annotations

import copy

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa.importer import Phrase

PHRASES = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - good day
"""
CONFIGURATION = """
recipe: default.v1
importers:
  - name: bot.rasa.importer.PhraseImporter
"""


@pytest.fixture
def importer(tmp_path):
    (tmp_path / "nlu.yml").write_text(PHRASES, encoding="utf-8")
    (tmp_path / "config.yml").write_text(CONFIGURATION, encoding="utf-8")
    return TrainingDataImporter.load_from_config(
        str(tmp_path / "config.yml"), training_data_paths=[str(tmp_path / "nlu.yml")]
    )


def texts(importer, *arguments):
    return [example.get("text") for example in importer.get_nlu_data(*arguments).intent_examples]


def test_they_are_the_same_with_a_language_and_without_and_are_read_once(importer, tmp_path):
    before = texts(importer)
    (tmp_path / "nlu.yml").unlink()

    assert before == texts(importer, "en") == ["hello", "good day"]


def test_what_one_caller_does_to_them_another_does_not_see(importer):
    for example in importer.get_nlu_data().intent_examples:
        example.set("text", "changed")

    assert texts(importer, "en") == ["hello", "good day"]


def test_the_same_words_under_the_same_label_are_one_phrase():
    phrases = [Phrase({TEXT: "hello", INTENT: "greet"}) for _ in range(2)]

    assert TrainingData(phrases).training_examples == phrases[:1]


def test_the_same_words_under_another_label_are_another_phrase():
    phrases = [Phrase({TEXT: "hello", INTENT: intent}) for intent in ("greet", "leave")]

    assert TrainingData(phrases).training_examples == phrases


def test_a_phrase_learns_nothing_from_its_copies():
    phrase = Phrase({TEXT: "hello", INTENT: "greet", METADATA: {"writer": "a"}})
    phrase_copy = copy.deepcopy(phrase)

    phrase_copy.set(INTENT, "leave", add_to_output=True)
    phrase_copy.get(METADATA)["writer"] = "b"

    assert phrase.data == {TEXT: "hello", INTENT: "greet", METADATA: {"writer": "a"}}
    assert INTENT not in phrase.output_properties
