"""One reading for Rasa and for us, and files that grow without losing anything."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data

from bot.errors import SetUpError
from bot.nlu.phrases.files import (
    add_phrases,
    file_of,
    read_lookup,
    read_phrases,
    remove_phrase,
)
from bot.nlu.phrases.phrase import Phrase
from bot.settings import ROOT

CME = "data/nlu/membership/cme.yml"
BLOCK = """\
nlu:
  - intent: faq/membership_cme
    metadata: {writer: editors, split: calibration}
    examples: |
      - any CME?
      - well-known - courses
"""


@pytest.fixture
def tree(tmp_path):
    write(tmp_path, BLOCK)
    return tmp_path


def write(root, content, file=CME):
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_each_phrase_comes_with_its_label_writer_split_and_file(tree):
    assert list(read_phrases(tree)) == [
        Phrase("faq/membership_cme", "any CME?", "editors", "calibration", CME),
        Phrase("faq/membership_cme", "well-known - courses", "editors", "calibration", CME),
    ]


def test_rasa_reads_the_same_phrases_and_metadata():
    read = [
        (phrase.label, phrase.text, {"writer": phrase.writer, "split": phrase.split})
        for phrase in read_phrases(ROOT)
        if phrase.file in {"data/nlu/dialogue/smalltalk.yml", "data/nlu/dialogue/deny.yml"}
    ]

    by_rasa = [
        (
            example.get(INTENT_RESPONSE_KEY) or example.get(INTENT),
            example.get(TEXT),
            example.get(METADATA)[METADATA_INTENT],
        )
        for name in ("deny", "smalltalk")
        for example in load_data(str(ROOT / f"data/nlu/dialogue/{name}.yml")).intent_examples
    ]
    assert by_rasa == read
    assert len(read) > 100


def test_what_is_no_phrase_is_passed_over(tree):
    write(
        tree, "nlu:\n  - regex: who.student\n    examples: |\n      - students?\n", "data/nlu/c.yml"
    )
    assert {phrase.file for phrase in read_phrases(tree)} == {CME}


def test_a_block_without_metadata_has_no_writer_and_no_split(tree):
    write(tree, "nlu:\n  - intent: affirm\n    examples: |\n      - yes\n")
    assert list(read_phrases(tree)) == [Phrase("affirm", "yes", "", "", CME)]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "nlu: [",
        "rules: []",
        "nlu:\n  - intent: affirm",
        "nlu:\n  - intent: affirm\n    metadata: x",
    ],
)
def test_a_file_that_is_no_training_data_is_refused_by_name(tree, content):
    write(tree, content)
    with pytest.raises(SetUpError, match=rf"{CME} is not training data as Rasa reads it"):
        list(read_phrases(tree))


@pytest.mark.parametrize(
    ("label", "file"),
    [
        ("faq/annual_events_fees", "data/nlu/annual_events/fees.yml"),
        ("out_of_scope/jobs", "data/nlu/out_of_scope/jobs.yml"),
        ("smalltalk/greet", "data/nlu/dialogue/smalltalk.yml"),
        ("affirm", "data/nlu/dialogue/affirm.yml"),
    ],
)
def test_a_label_has_one_file(label, file):
    assert file_of(label, {"faq/annual_events_fees": "annual_events/fees"}) == file


def test_comments_and_other_blocks_stay_when_phrases_are_added(tree):
    rest = (
        "\n  # From the phone.\n"
        "  - intent: faq/membership_cme\n"
        "    metadata: {writer: desk, split: train}\n"
        "    examples: |\n      - credits\n"
    )
    write(tree, f"# Courses.\n{BLOCK}{rest}")

    add_phrases(tree, CME, "faq/membership_cme", "editors", ["hours", "# 1 course"])

    content = (tree / CME).read_text(encoding="utf-8")
    assert content == f"# Courses.\n{BLOCK}      - hours\n      - # 1 course\n{rest}"
    assert [phrase.text for phrase in read_phrases(tree) if phrase.writer == "editors"] == [
        "any CME?",
        "well-known - courses",
        "hours",
        "# 1 course",
    ]


def test_a_writers_new_block_is_in_the_split_of_the_others(tree):
    for label in ("faq/membership_benefits", "out_of_scope/jobs"):
        add_phrases(tree, file_of(label, {label: "membership/benefits"}), label, "editors", ["x"])
    assert {phrase.split for phrase in read_phrases(tree)} == {"calibration"}


def test_two_labels_of_one_writer_in_one_file_stay_apart(tree):
    file = "data/nlu/dialogue/smalltalk.yml"
    add_phrases(tree, file, "smalltalk/greet", "editors", ["hello"])
    add_phrases(tree, file, "smalltalk/thank", "editors", ["thanks"])
    add_phrases(tree, file, "smalltalk/greet", "editors", ["good day"])

    phrases = [(phrase.label, phrase.text) for phrase in read_phrases(tree) if phrase.file == file]
    assert phrases == [
        ("smalltalk/greet", "hello"),
        ("smalltalk/greet", "good day"),
        ("smalltalk/thank", "thanks"),
    ]


def test_the_words_of_a_lookup_table_are_read(tmp_path):
    folder = tmp_path / "data/nlu"
    folder.mkdir(parents=True)
    (folder / "spelling.yml").write_text(
        "nlu:\n  - lookup: as_typed\n    examples: |\n      - acct\n      - surg\n"
    )
    assert read_lookup(tmp_path, "as_typed") == ("acct", "surg")
    assert read_lookup(tmp_path, "other") == ()


def test_a_phrase_is_taken_out_and_a_block_without_phrases_goes_with_it(tmp_path):
    file = "data/nlu/out_of_scope/jobs.yml"
    (tmp_path / "data/nlu/out_of_scope").mkdir(parents=True)
    add_phrases(tmp_path, file, "out_of_scope/jobs", "first", ["any jobs", "hiring now"])
    add_phrases(tmp_path, file, "out_of_scope/jobs", "second", ["a job please"])
    assert not remove_phrase(tmp_path, file, "out_of_scope/jobs", "never taught")
    assert not remove_phrase(tmp_path, file, "out_of_scope/other", "any jobs")
    assert remove_phrase(tmp_path, file, "out_of_scope/jobs", "any jobs")
    assert remove_phrase(tmp_path, file, "out_of_scope/jobs", "a job please")
    assert [(p.text, p.writer) for p in read_phrases(tmp_path)] == [("hiring now", "first")]
    assert "second" not in (tmp_path / file).read_text(encoding="utf-8")
