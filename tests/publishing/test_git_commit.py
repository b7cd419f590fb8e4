"""Where the tree is a checkout, git tells who published what, and nothing else is committed."""

from __future__ import annotations

import subprocess

import pytest

from bot.publishing.git_commit import commit


def git(root, *words):
    process = subprocess.run(
        ["git", "-C", str(root), *words], capture_output=True, text=True, check=True
    )
    return process.stdout.strip()


@pytest.fixture
def checkout(tmp_path):
    git(tmp_path, "init", "--quiet")
    for name in ("answer.yml", "other.yml"):
        (tmp_path / name).write_text("before\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "Begin")
    return tmp_path


def test_the_files_are_committed_with_who_and_why(checkout):
    (checkout / "answer.yml").write_text("after\n")
    assert commit(checkout, ["answer.yml"], "Say it plainly", "maria") == ""
    assert git(checkout, "log", "-1", "--format=%s|%an") == "Say it plainly|maria (console)"


def test_a_new_file_is_committed_too(checkout):
    (checkout / "new.yml").write_text("new\n")
    assert commit(checkout, ["new.yml"], "Add it", "maria") == ""
    assert git(checkout, "show", "HEAD:new.yml") == "new"


def test_what_else_was_changed_or_staged_stays_as_it_is(checkout):
    (checkout / "answer.yml").write_text("after\n")
    (checkout / "other.yml").write_text("somebody's own\n")
    git(checkout, "add", "other.yml")
    commit(checkout, ["answer.yml"], "Say it plainly", "maria")
    assert git(checkout, "show", "HEAD:other.yml") == "before"
    assert git(checkout, "diff", "--cached", "--name-only") == "other.yml"


def test_outside_a_checkout_nothing_is_done(tmp_path):
    (tmp_path / "answer.yml").write_text("x")
    assert commit(tmp_path, ["answer.yml"], "Say it", "maria") == ""
    assert not (tmp_path / ".git").exists()


def test_without_a_file_nothing_is_committed(checkout):
    assert commit(checkout, [], "Nothing", "maria") == ""
    assert git(checkout, "rev-list", "--count", "HEAD") == "1"


@pytest.mark.parametrize("file", ["missing.yml", "--amend"])
def test_what_git_says_against_it_is_returned(checkout, file):
    assert "did not match" in commit(checkout, [file], "Say it", "maria")


def test_a_machine_without_git_is_told_of(checkout, monkeypatch):
    monkeypatch.setenv("PATH", str(checkout))
    assert commit(checkout, ["answer.yml"], "Say it", "maria").startswith("git could not be run")
