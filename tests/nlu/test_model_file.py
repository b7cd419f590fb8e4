"""The model's name changes with everything that it is made from, and with nothing else."""

from __future__ import annotations

import pytest

from bot.errors import SetUpError
from bot.nlu import model_file

INGREDIENTS = (
    "config.yml",
    "domain.yml",
    "data/stories/reply.yml",
    "data/nlu/membership/cme.yml",
    "bot/nlu/understanding.py",
    "bot/nlu/encoder/sentence_encoder.py",
    "bot/nlu/ranking/ranker.py",
)
OTHERS = (
    "data/nlu/README.md",
    "bot/nlu/facts/reader.py",
    "bot/nlu/phrases/files.py",
    "knowledge/dues.yml",
)


@pytest.fixture
def tree(tmp_path):
    for file in (*INGREDIENTS, *OTHERS):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("before", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("file", INGREDIENTS)
def test_what_the_model_is_made_from_asks_for_a_new_one(tree, file):
    before = model_file.fingerprint(tree)
    (tree / file).write_text("after", encoding="utf-8")
    assert model_file.fingerprint(tree) != before


@pytest.mark.parametrize("file", OTHERS)
def test_what_is_read_at_run_time_leaves_the_model_as_it_is(tree, file):
    before = model_file.fingerprint(tree)
    (tree / file).write_text("after", encoding="utf-8")
    assert model_file.fingerprint(tree) == before


@pytest.mark.parametrize("file", INGREDIENTS)
def test_the_files_named_are_in_the_tree(file):
    assert (model_file.ROOT / file).is_file()


def test_a_model_that_is_set_is_used(tmp_path):
    model = tmp_path / "mine.tar.gz"
    model.write_bytes(b"")
    assert model_file.trained(str(model)) == model


def test_a_model_that_is_missing_is_named_with_the_command_that_makes_it(tmp_path):
    with pytest.raises(SetUpError, match=r"no trained model mine.tar.gz: run `assistant train`"):
        model_file.trained(str(tmp_path / "mine.tar.gz"))
