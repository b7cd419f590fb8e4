"""Training phrases are read from the files once, however Rasa asks for them."""

from __future__ import annotations

import copy

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.errors import SetUpError
from bot.rasa.importer import Phrase, PhraseReader

PHRASES = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - good day
"""
OF_ALL_KINDS = """
version: "3.1"
nlu:
  - intent: faq/membership_renewal
    metadata: {writer: a, split: train}
    examples: |
      - do you accept [Visa](card), or \\d
      - don’t i renew
      - do i renew twice
  - regex: who.resident
    examples: |
      - \\bresidents?\\b
      - \\bpgy\\d?\\b
  - lookup: as_typed
    examples: |
      - mits
      - acct
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


def test_a_file_is_read_as_rasa_reads_it(tmp_path):
    path = tmp_path / "nlu.yml"
    path.write_text(OF_ALL_KINDS, encoding="utf-8")

    ours, theirs = PhraseReader().read(path), training_data_from_paths([str(path)], "en")

    assert len(ours.training_examples) == 3
    for part in ("data", "output_properties", "features", "time"):
        assert [getattr(phrase, part) for phrase in ours.training_examples] == [
            getattr(message, part) for message in theirs.training_examples
        ]
    for part in ("regex_features", "lookup_tables", "entity_synonyms", "responses"):
        assert getattr(ours, part) == getattr(theirs, part)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("nlu:\n  - intent: greet\n    exmples: |\n      - hello\n", "intent greet has exmples"),
        ("nlu:\n  - intent: greet\n    examples: [hello]\n", "intent greet has no examples"),
        ("nlu:\n  - intend: greet\n    examples: |\n      - hello\n", "not ['intend', 'examples']"),
        ("nlu:\n  - hello\n", "is not training data"),
        ("greet: hello\n", "is not training data: 'nlu'"),
        ("nlu: [", "is not training data"),
    ],
)
def test_what_no_phrase_can_be_read_from_is_refused_with_its_file(tmp_path, content, sentence):
    path = tmp_path / "nlu.yml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(SetUpError) as refusal:
        PhraseReader().read(path)

    assert str(path) in str(refusal.value)
    assert sentence in str(refusal.value)
