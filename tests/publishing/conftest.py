"""A copy of the tree's content, and a publication of one draft."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.nlu import model_file
from bot.publishing import staging
from bot.publishing.live_content import LiveContent
from bot.publishing.preparation import Preparation
from bot.publishing.publication_paths import Places
from bot.records.publishing import drafts
from testkit import records
from testkit.clock import Clock
from testkit.publication import PlayedRuns, copy_content

database = records.database

QUESTION = "Can I pay my dues in installments?"
FIELDS = {
    "group": "all",
    "question": QUESTION,
    "answer": "The page names no installments; call {phone}.",
    "sources": [{"page": "join", "heading": "Who can join ACR?"}],
    "reviewed": "2026-12-01",
    "related": [],
}


@pytest.fixture
def runs(monkeypatch, tree):
    played = PlayedRuns(tree)
    monkeypatch.setattr(staging, "run", played)
    return played


@pytest.fixture
def places(tree, tmp_path):
    return Places(tree, tmp_path / "var")


@pytest.fixture
def ticking():
    return Clock(tick=timedelta(seconds=1))


@pytest.fixture
def preparation(database, tree, places, runs, ticking):
    model_file.current(tree, tree / "models").write_text("the first model", encoding="utf-8")
    return Preparation(database, places, 0.01, ticking)


@pytest.fixture
def live(database, places, ticking):
    return LiveContent(database, places, ticking)


@pytest.fixture
def draft(database):
    return write_draft(database)


def write_draft(database, version=0, **fields):
    with database.begin() as connection:
        assert drafts.save(
            connection,
            version,
            answer_id="membership/installments",
            fields={**FIELDS, **fields},
            base="",
            why="asked often",
            by="edna",
            at=Clock().now,
        )


def prepared(preparation):
    number = preparation.begin("pia", "asked often")
    preparation.prepare(number)
    return preparation.find(number)


def answers_of(tree):
    return (tree / "knowledge/faq/membership.yml").read_text(encoding="utf-8")


def waiting(database):
    with database.connect() as connection:
        return [draft.answer_id for draft in drafts.open_drafts(connection)]


@pytest.fixture
def tree(tmp_path):
    return copy_content(tmp_path / "tree")
