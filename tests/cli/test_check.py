"""`assistant check` on training data: what it refuses, and what it only wishes for."""

from __future__ import annotations

import re
import shutil

import pytest

from bot.cli.check import (
    FEWEST_PHRASES,
    FEWEST_WRITERS,
    find_problems,
    find_stale,
    find_thin,
)
from bot.settings import ROOT

CME = "data/nlu/membership/cme.yml"


@pytest.fixture
def tree(tmp_path):
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "tests/nlu", tmp_path / "tests/nlu")
    shutil.copy(ROOT / "domain.yml", tmp_path)
    return tmp_path


def write_blocks(tree, *writers, phrases):
    blocks = [
        f"  - intent: faq/membership_cme\n    metadata: {{writer: {writer}, split: train}}\n"
        "    examples: |\n"
        + "".join(f"      - courses {writer} {number}\n" for number in range(phrases))
        for writer in writers
    ]
    (tree / CME).write_text("nlu:\n" + "".join(blocks), encoding="utf-8")


def thin(tree):
    return [
        line
        for line in find_thin(tree)
        if line.startswith("knowledge/faq/membership.yml: answers.cme:")
    ]


def test_a_tree_in_order_has_no_problem(tree):
    assert list(find_problems(tree)) == []


def test_phrases_in_a_folder_of_their_writer_are_refused_with_the_right_file(tree):
    (tree / "data/nlu/trial").mkdir()
    (tree / CME).rename(tree / "data/nlu/trial/membership.yml")
    assert (
        "data/nlu/trial/membership.yml: faq/membership_cme: these phrases belong in "
        "data/nlu/membership/cme.yml"
    ) in list(find_problems(tree))


def test_few_writers_are_counted_from_the_blocks_of_one_file(tree):
    write_blocks(tree, "a", "b", phrases=FEWEST_PHRASES)
    assert thin(tree) == [
        f"knowledge/faq/membership.yml: answers.cme: phrases by 2 writers, {FEWEST_WRITERS} are needed"
    ]


def test_few_phrases_are_counted_over_all_writers(tree):
    write_blocks(tree, "a", "b", "c", "d", phrases=2)
    assert thin(tree) == [
        f"knowledge/faq/membership.yml: answers.cme: 8 training phrases, {FEWEST_PHRASES} are needed"
    ]


def add_labels(tree, count):
    blocks = "".join(
        f"  - intent: out_of_scope/new{number}\n    metadata: {{writer: a, split: train}}\n"
        f"    examples: |\n      - question {number}\n"
        for number in range(count)
    )
    (tree / "data/nlu/out_of_scope/new.yml").write_text("nlu:\n" + blocks, encoding="utf-8")


def test_a_few_new_labels_need_no_other_encoder(tree):
    add_labels(tree, 2)
    assert list(find_stale(tree)) == []


def test_many_new_labels_ask_for_tuning(tree):
    add_labels(tree, 20)
    (notice,) = find_stale(tree)
    assert re.search(r"\b20 of \d+ labels are new", notice)
    assert "make encoder" in notice


def test_arrays_that_their_description_does_not_know_are_a_problem(tree):
    path = tree / "data/understanding/encoder.npz"
    path.write_bytes(path.read_bytes() + b"x")
    assert any("make encoder" in problem for problem in find_problems(tree))
