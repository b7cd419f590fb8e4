"""Nothing of the tree changes until it goes live, and what was live before can come back."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.errors import ChangeRefused
from bot.nlu import model_file
from bot.publishing import publication, staging
from bot.publishing.changes import AddedPhrase, AnswerChange, ChangeSet
from tests.publishing.conftest import FIELDS, QUESTION, answers_of

CHANGES = ChangeSet(
    answers=(AnswerChange("membership/installments", {**FIELDS, "reviewed": date(2026, 12, 1)}),),
    added=(AddedPhrase("faq/membership_installments", "can i pay monthly"),),
)
TEXT_ONLY = ChangeSet(answers=(AnswerChange("membership/chapters", {"answer": "Up to two."}),))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "prepared"


@pytest.fixture
def live_model(tree):
    model = model_file.current(tree, tree / "models")
    model.write_text("the first model", encoding="utf-8")
    return model


@pytest.fixture
def steps():
    return []


@pytest.fixture
def prepare(tree, folder, live_model, runs, steps):
    def prepare(changes=CHANGES, taught=()):
        return publication.prepare(
            tree,
            folder,
            live_model,
            changes,
            taught,
            margin=0.01,
            report=lambda step, _: steps.append(step),
        )

    return prepare


def test_what_is_prepared_is_checked_learned_and_compared_in_a_copy(prepare, tree, folder, steps):
    candidate = prepare()
    assert steps == [publication.CHECKING, publication.TRAINING, publication.COMPARING]
    assert QUESTION not in answers_of(tree)
    assert QUESTION in answers_of(folder / "tree")
    assert set(candidate.files) == {
        "knowledge/faq/membership.yml",
        "data/nlu/membership/installments.yml",
    }
    assert QUESTION in candidate.difference
    assert candidate.base == staging.content_version(tree) != candidate.content
    assert json.loads(json.dumps(candidate.as_json()))["content"] == candidate.content


def test_where_only_a_text_changes_the_live_model_serves(prepare, folder, live_model):
    candidate = prepare(TEXT_ONLY)
    assert candidate.model == live_model.name
    assert (folder / "tree" / "models" / candidate.model).resolve() == live_model


def test_new_phrases_need_a_model_of_their_own(prepare, live_model):
    assert prepare().model != live_model.name


def test_what_check_says_is_the_refusal(prepare, runs):
    runs.problems = "knowledge/faq/membership.yml: answers.x: missing\nanother"
    with pytest.raises(ChangeRefused) as refused:
        prepare()
    assert list(refused.value.problems) == runs.problems.splitlines()


def test_what_is_taught_must_be_answered_so(prepare, runs):
    runs.refused = {"can i pay monthly": "membership/chapters"}
    assert prepare(taught=[("can i pay monthly", "faq/membership_installments")]).absolute
    runs.refused = {}


def test_what_goes_live_is_what_was_prepared_with_its_model(prepare, tree, folder, tmp_path):
    candidate = prepare()
    publication.go_live(tree, tmp_path / "releases", folder, candidate.base, candidate.content)
    assert QUESTION in answers_of(tree)
    assert staging.content_version(tree) == candidate.content
    assert (tree / "models" / candidate.model).is_file()
    assert not folder.exists()


def test_a_tree_that_changed_meanwhile_is_left_as_it_is(prepare, tree, folder, tmp_path):
    candidate = prepare()
    path = tree / "knowledge" / "contacts.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    with pytest.raises(ChangeRefused, match="changed meanwhile"):
        publication.go_live(tree, tmp_path / "releases", folder, candidate.base, candidate.content)
    assert QUESTION not in answers_of(tree)


def test_what_is_no_longer_there_cannot_go_live(tree, folder, tmp_path):
    version = staging.content_version(tree)
    with pytest.raises(ChangeRefused, match="no longer there"):
        publication.go_live(tree, tmp_path / "releases", folder, version, version)


def test_what_was_live_before_comes_back_whole(prepare, tree, folder, tmp_path):
    candidate, releases = prepare(), tmp_path / "releases"
    publication.go_live(tree, releases, folder, candidate.base, candidate.content)
    files = publication.roll_back(tree, releases, candidate.base)
    assert set(files) == set(candidate.files)
    assert staging.content_version(tree) == candidate.base
    publication.roll_back(tree, releases, candidate.content)
    assert QUESTION in answers_of(tree)


def test_a_content_that_is_not_kept_does_not_come_back(tree, tmp_path):
    with pytest.raises(ChangeRefused, match="no longer kept"):
        publication.roll_back(tree, tmp_path / "releases", "0" * 12)


def test_without_its_model_a_content_does_not_come_back(tree, live_model, tmp_path):
    releases = tmp_path / "releases"
    publication.keep(tree, releases)
    live_model.unlink()
    with pytest.raises(ChangeRefused, match=rf"its model {live_model.name} is no longer kept"):
        publication.roll_back(tree, releases, staging.content_version(tree))


def test_a_content_is_kept_once_and_a_half_written_copy_is_none(tree, live_model, tmp_path):
    releases = tmp_path / "releases"
    unfinished = releases / f".{staging.content_version(tree)}"
    (unfinished / "knowledge").mkdir(parents=True)
    (unfinished / "knowledge" / "left_over.yml").touch()
    kept = publication.keep(tree, releases)
    assert kept == publication.keep(tree, releases)
    assert [path.name for path in releases.iterdir()] == [kept.name]
    assert not (kept / "knowledge" / "left_over.yml").exists()
    assert json.loads((kept / "release.json").read_text("utf-8")) == {"model": live_model.name}
