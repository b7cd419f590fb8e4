"""`assistant check` names what stands twice, what no aspect is, and what was not learnt yet."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.encoder import adaptation_file
from bot.nlu.follow_ups.classifier import FILE, Examples, FollowUpClassifier
from bot.nlu.follow_ups.phrases import FOLDER
from bot.nlu.follow_ups.problems import find_problems
from bot.settings import ROOT

UNDERSTANDING = "data/understanding"


@pytest.fixture
def root(tmp_path):
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / UNDERSTANDING).mkdir(parents=True)
    description = ROOT / UNDERSTANDING / "encoder.json"
    (tmp_path / UNDERSTANDING / description.name).write_bytes(description.read_bytes())
    (tmp_path / FOLDER / "price.tsv").write_text("now\tabroad\thow much is\n", encoding="utf-8")
    learnt(tmp_path, ["price"], adaptation_file.describe().model)
    return tmp_path


def learnt(root, aspects, encoder):
    # A term counts from the fifth text on.
    names = aspects * 5
    messages = Examples(names, np.zeros((len(names), 2, 2), np.float32), names)
    is_ahead = [row % 2 == 1 for row in range(len(names))]
    telling = Examples(["R2 in Ohio"], messages.vectors[:1], ["none"])
    classifier = FollowUpClassifier.learn(messages, is_ahead, messages, telling, encoder)
    classifier.save(root / UNDERSTANDING / FILE.name)


def test_nothing_is_wrong_with_what_was_learnt(root):
    assert list(find_problems(root, {"price"})) == []


def test_our_own_messages_were_learnt_with_our_encoder(knowledge):
    assert list(find_problems(ROOT, knowledge.aspects.by_name)) == []


def test_a_message_under_two_aspects_is_named(root):
    (root / FOLDER / "none.tsv").write_text("now\tabroad\tHow much is?\n", encoding="utf-8")
    (problem, *_) = find_problems(root, {"price"})
    assert (
        "data/follow_ups/price.tsv: 'how much is' stands in data/follow_ups/none.tsv too" in problem
    )


def test_an_aspect_that_the_knowledge_lacks_is_named(root):
    (problem,) = find_problems(root, {"until"})
    assert "knowledge/aspects.yml has no aspect 'price'" in problem


def test_a_new_file_is_to_be_learnt(root):
    (root / FOLDER / "until.tsv").write_text("now\tabroad\ttil when\n", encoding="utf-8")
    (problem,) = find_problems(root, {"price", "until"})
    assert problem == "data/follow_ups: until was not learnt yet: run `make followups`"


def test_another_encoder_is_named(root):
    learnt(root, ["price"], "another")
    (problem,) = find_problems(root, {"price"})
    assert "learnt with another encoder" in problem
