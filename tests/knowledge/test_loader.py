"""All files are read as one, and what nothing reads is refused."""

from __future__ import annotations

import shutil

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.loader import KNOWLEDGE, load


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")


def test_a_process_reads_the_knowledge_once(folder):
    assert load(folder) is load(folder)


@pytest.mark.parametrize(
    "name", ["events.yml", "faq/events.yaml", "faq/notes.txt", "texts/chat.yml", "old/dues.yml"]
)
def test_a_file_that_nothing_reads_is_refused(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("title: x\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="nothing reads this file") as error:
        load(folder)
    assert error.value.file == name


def test_hidden_files_are_no_knowledge(folder):
    (folder / ".dues.yml.new").write_text("half written", encoding="utf-8")
    assert load(folder).dues.lines


@pytest.mark.parametrize(
    "name", sorted(path.relative_to(KNOWLEDGE).as_posix() for path in KNOWLEDGE.rglob("[!.]*.yml"))
)
def test_an_empty_file_is_refused_by_its_name(folder, name):
    (folder / name).write_text("", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="is needed") as error:
        load(folder)
    assert error.value.file == name


@pytest.mark.parametrize("name", ["Events", "annual-events", "annual events"])
def test_a_topic_is_named_in_small_letters(folder, name):
    (folder / "faq" / f"{name}.yml").write_text("title: x\nanswers: {}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="small letters") as error:
        load(folder)
    assert error.value.file == f"faq/{name}.yml"


def test_an_answer_is_named_in_small_letters(folder):
    path = folder / "faq" / "account.yml"
    text = path.read_text(encoding="utf-8").replace("  login_help:", "  Login-Help:")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="small letters") as error:
        load(folder)
    assert error.value.key == "answers.Login-Help"
