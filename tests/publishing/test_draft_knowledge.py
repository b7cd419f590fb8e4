"""A draft is checked and shown with all else that we know, and nothing of it is live."""

from __future__ import annotations

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.loader import load
from bot.publishing.answer_file import replace_file
from bot.publishing.changes import AnswerChange
from bot.publishing.draft_knowledge import knowledge_with

CME = "membership/cme"


def test_a_draft_is_said_as_it_would_be(tree):
    knowledge = knowledge_with([AnswerChange(CME, {"answer": "It is twelve hours."})], tree)
    assert knowledge.answers[CME].text == "It is twelve hours."
    assert knowledge.answers[CME].sources == load().answers[CME].sources


def test_several_drafts_are_checked_together(tree):
    changes = [
        AnswerChange(CME, {"related": ["account/unlock"]}),
        AnswerChange("account/unlock", {"related": [CME]}),
    ]
    knowledge = knowledge_with(changes, tree)
    assert knowledge.answers["account/unlock"].related == (CME,)


def test_a_file_is_written_once_for_all_drafts(tree, monkeypatch):
    """Each of fifty drafts was written by itself: forty seconds for one page."""
    written = []
    monkeypatch.setattr(
        "bot.publishing.answer_file.replace_file",
        lambda path, content: written.append(path.name) or replace_file(path, content),
    )
    ids = [id_ for id_, answer in load().answers.items() if not answer.statements]
    knowledge = knowledge_with([AnswerChange(id_, {"owner": "Help desk"}) for id_ in ids], tree)
    assert all(knowledge.answers[id_].owner == "Help desk" for id_ in ids)
    assert sorted(written) == sorted({f"{id_.partition('/')[0]}.yml" for id_ in ids})


def test_nothing_of_the_tree_or_of_what_is_live_changes(tree):
    before = {path: path.read_bytes() for path in tree.rglob("*.yml")}
    text = load().answers[CME].text
    knowledge_with([AnswerChange(CME, {"answer": "Otherwise."})], tree)
    assert {path: path.read_bytes() for path in tree.rglob("*.yml")} == before
    assert load().answers[CME].text == text


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"answer": "It costs $5."}, "answers.cme.answer"),
        ({"related": ["membership/none"]}, "answers.cme.related"),
        ({"answer": "Call {fax}."}, "answers.cme.answer"),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_by_file_and_key(tree, fields, key):
    with pytest.raises(KnowledgeError) as error:
        knowledge_with([AnswerChange(CME, fields)], tree)
    assert (error.value.file, error.value.key) == ("faq/membership.yml", key)
