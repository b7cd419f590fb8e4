"""A copy of the tree's content, a publication of one draft, and runs of `assistant` that are played."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta

import pytest

from bot.nlu import model_file
from bot.publishing import staging
from bot.publishing.live_content import LiveContent
from bot.publishing.places import Places
from bot.publishing.preparation import Preparation
from bot.publishing.staging import CONTENT
from bot.records.publishing import drafts
from bot.settings import ROOT
from testkit import records
from testkit.clock import Clock

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


class PlayedRuns:
    """What `assistant` would do in a copy: checking passes, training leaves a file, verdicts are given."""

    def __init__(self):
        self.refused = {}
        self.verdict = "right"
        self.problems = ""
        self.live = None

    def __call__(self, copy, arguments, log):
        if arguments == ["check"]:
            return (1, self.problems) if self.problems else (0, "agree")
        if arguments == ["train"]:
            model = model_file.current(copy, copy / "models")
            if not model.is_file():
                model.write_text("a model", encoding="utf-8")
            return 0, ""
        rows = [("a question", "membership/cme", "right" if copy == self.live else self.verdict)]
        refused = {} if copy == self.live else self.refused
        return 0, json.dumps({"questions": rows, "refused": refused})


@pytest.fixture
def runs(monkeypatch, tree):
    played = PlayedRuns()
    played.live = tree
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
    for folder in CONTENT:
        shutil.copytree(ROOT / folder, tmp_path / "tree" / folder)
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, tmp_path / "tree" / name)
    (tmp_path / "tree" / "models").mkdir()
    return tmp_path / "tree"
