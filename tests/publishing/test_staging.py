"""A copy is changed while the tree stays, and what changed comes back file by file."""

from __future__ import annotations

import json

import pytest

from bot.publishing import staging

REPLIES = "knowledge/replies.yml"
NEW = "data/nlu/membership/parking.yml"


@pytest.fixture
def copy(tree, tmp_path):
    (tree / "models" / "encoder-abc").mkdir()
    (tree / "models" / "assistant.tar.gz").write_text("the model")
    copy_ = tmp_path / "copy"
    staging.make_copy(tree, copy_)
    return copy_


def change(copy):
    text = (copy / REPLIES).read_text(encoding="utf-8")
    (copy / REPLIES).write_text(text.replace("greet:", "# new\ngreet:", 1), encoding="utf-8")
    (copy / NEW).write_text("nlu: []\n", encoding="utf-8")
    (copy / "knowledge/keywords.yml").unlink()


def test_a_copy_has_the_content_and_the_encoder_but_no_model(tree, copy):
    assert staging.content_version(copy) == staging.content_version(tree)
    assert (copy / "models" / "encoder-abc").is_symlink()
    assert not (copy / "models" / "assistant.tar.gz").exists()


def test_what_stood_there_before_goes(tree, copy):
    (copy / "left-over.txt").write_text("x")
    staging.make_copy(tree, copy)
    assert not (copy / "left-over.txt").exists()


def test_changed_new_and_missing_files_are_named(tree, copy):
    change(copy)
    assert staging.changed_files(tree, copy) == [NEW, "knowledge/keywords.yml", REPLIES]
    assert staging.content_version(copy) != staging.content_version(tree)


def test_what_is_no_content_does_not_count(tree, copy):
    (copy / "knowledge" / "notes.txt").write_text("x")
    (copy / "knowledge" / ".hidden.yml").write_text("x")
    assert staging.changed_files(tree, copy) == []


def test_the_difference_reads_as_git_shows_it(tree, copy):
    change(copy)
    lines = staging.difference(tree, copy).splitlines()
    assert "+# new" in lines
    assert "+nlu: []" in lines
    assert f"--- {REPLIES}" in lines


def test_only_the_named_files_are_brought_into_the_tree(tree, copy):
    change(copy)
    staging.install(copy, tree, [NEW, "knowledge/keywords.yml"])
    assert (tree / NEW).read_text(encoding="utf-8") == "nlu: []\n"
    assert not (tree / "knowledge/keywords.yml").exists()
    assert staging.changed_files(tree, copy) == [REPLIES]


def test_what_is_installed_twice_is_as_installed_once(tree, copy):
    change(copy)
    for _ in range(2):
        staging.install(copy, tree, staging.content_files(copy))
        (tree / "knowledge/keywords.yml").unlink(missing_ok=True)
    assert staging.changed_files(tree, copy) == []


def test_a_command_runs_in_the_copy_and_says_how_it_ended(tmp_path):
    package = tmp_path / "bot" / "cli"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package.parent / "__init__.py").write_text("")
    (package / "__main__.py").write_text(
        "import json, os, sys; print(json.dumps([sys.argv[1:], os.getcwd()]));"
        " print('to the log', file=sys.stderr); sys.exit(3)"
    )
    status, output = staging.run(tmp_path, ["check", "--strict"], tmp_path / "log.txt")
    assert (status, json.loads(output)) == (3, [["check", "--strict"], str(tmp_path)])
    assert (tmp_path / "log.txt").read_text() == "to the log\n"


def test_a_turn_names_model_and_content_in_as_many_letters_as_the_records_allow():
    assert staging.turn_version("assistant-1.tar.gz", "abc") == "assistant-1 abc"
    long = staging.turn_version(f"{'a' * 60}.tar.gz", "c" * 12)
    assert len(long) == 40
    assert long.endswith("a cccccccccccc")
