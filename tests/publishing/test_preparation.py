"""A publication until it is ready, or stopped; training and judging are played."""

from __future__ import annotations

import subprocess

import pytest

from bot.errors import ChangeRefused
from bot.publishing import staging
from bot.publishing.preparation import Preparation
from bot.publishing.publication_paths import Places
from bot.records.publishing import releases
from bot.records.publishing.releases import State
from testkit.clock import Clock
from tests.publishing.conftest import QUESTION, prepared, write_draft


def test_while_a_setting_names_the_model_nothing_is_published(database, tree, tmp_path, draft):
    places = Places(tree, tmp_path)
    preparation = Preparation(database, places, 0.01, Clock(), "models/mine.tar.gz")
    with pytest.raises(ChangeRefused, match="ASSISTANT_MODEL"):
        preparation.begin("pia", "")


def test_a_taught_text_that_is_refused_stops_it(preparation, live, draft, runs):
    runs.refused = {QUESTION: "visitors get out_of_scope/payment"}
    release = prepared(preparation)
    assert release.state is State.REFUSED
    assert QUESTION in release.result["problems"][0]
    with pytest.raises(ChangeRefused, match="not ready"):
        live.go_live(release.number, "ada", "I know better", may_override=True)


def test_what_the_check_says_stops_it(preparation, draft, runs):
    runs.problems = "knowledge/faq/x.yml: answers.y: off"
    release = prepared(preparation)
    assert release.state is State.REFUSED
    assert release.result["problems"] == [runs.problems]
    assert "+  installments:" in release.result["difference"]


def test_what_changes_is_to_be_read_while_it_is_learned(preparation, draft, runs, monkeypatch):
    seen = []

    def run(copy, arguments, log):
        if arguments == ["train"]:
            release = preparation.find(1)
            seen.append((release.state, release.result["difference"]))
        return runs(copy, arguments, log)

    monkeypatch.setattr(staging, "run", run)
    prepared(preparation)
    ((state, difference),) = seen
    assert state is State.TRAINING
    assert QUESTION in difference


def test_a_source_that_is_not_listed_stops_it(preparation, database, runs):
    write_draft(database, sources=[{"page": "nowhere", "heading": "x"}])
    release = prepared(preparation)
    assert release.state is State.REFUSED
    assert "sources" in release.result["problems"][0]


def test_one_publication_is_prepared_at_a_time(preparation, draft):
    preparation.begin("pia", "")
    with pytest.raises(ChangeRefused, match="another publication"):
        preparation.begin("paul", "")


def test_one_whose_process_died_is_noted_and_does_not_block_the_next(preparation, draft, database):
    number = preparation.begin("pia", "")
    process = subprocess.Popen(["true"])
    process.wait()
    with database.begin() as connection:
        releases.update(connection, number, pid=process.pid)
    assert preparation.find(number).state is State.STOPPED
    assert preparation.begin("paul", "") == number + 1


def test_what_an_earlier_one_left_goes_when_the_next_is_prepared(preparation, draft, places, runs):
    runs.refused = {QUESTION: "visitors get out_of_scope/payment"}
    first, second = prepared(preparation), prepared(preparation)
    assert not places.folder(first.number).exists()
    assert places.folder(second.number).exists()


def test_nothing_is_published_where_nothing_waits(preparation):
    with pytest.raises(ChangeRefused, match="nothing waits"):
        preparation.begin("pia", "")
