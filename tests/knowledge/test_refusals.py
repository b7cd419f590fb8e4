"""One test a mistake: the knowledge of this project, with one thing wrong, is refused by file and key."""

from __future__ import annotations

import shutil

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.loader import KNOWLEDGE, load


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")


def spoil(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the test's own premise: {file} holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


MISTAKES = {
    "an answer for people of an attribute that there is not": (
        "faq/membership.yml",
        "only_for: {place: [outside]}",
        "only_for: {planet: [outside]}",
        "planet",
    ),
    "an answer for people of a value that there is not": (
        "faq/membership.yml",
        "only_for: {place: [outside]}",
        "only_for: {place: [elsewhere]}",
        "elsewhere",
    ),
    "a key twice": ("faq/radiology.yml", "title:", "title: Twice\ntitle:", "title"),
    "an unknown key": ("contacts.yml", "  phone:", "  fone: x\n  phone:", "fone"),
    "a missing key": ("contacts.yml", "  name:", "  nothing:", "n"),
    "a number where text is meant": ("contacts.yml", '  number: "911"', "  number: 9.11", "number"),
    "a page that is not listed": ("faq/radiology.yml", "page: hub", "page: hob", "hob"),
    "a heading that the page does not have": (
        "faq/radiology.yml",
        "heading: ",
        "heading: Not ",
        "heading",
    ),
    "a related answer that does not exist": (
        "faq/radiology.yml",
        "related: [",
        "related: [radiology/nothing, ",
        "related",
    ),
    "an amount typed into prose": ("faq/membership.yml", "{international_mit}", "$138", "$1"),
    "a placeholder that nothing fills": (
        "faq/membership.yml",
        "{international_mit}",
        "{intl}",
        "intl",
    ),
    "a day that is no day": ("faq/radiology.yml", "reviewed: ", "reviewed: soon ", "reviewed"),
    "a kind of message that does not exist": (
        "replies.yml",
        "kind: smalltalk",
        "kind: chat",
        "kind",
    ),
    "an offer that does not exist": (
        "replies.yml",
        "offers: [",
        "offers: [membership/nothing, ",
        "offers",
    ),
    "broken YAML": ("contacts.yml", "membership_department:", "membership_department: [", ""),
}


@pytest.mark.parametrize(("file", "old", "new", "names"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_by_file_and_key(folder, file, old, new, names):
    spoil(folder, file, old, new)
    with pytest.raises(KnowledgeError) as refusal:
        load(folder)
    assert refusal.value.file == file
    assert names in str(refusal.value)


def test_a_missing_file_is_named(folder):
    (folder / "sources.yml").unlink()
    with pytest.raises(KnowledgeError, match=r"sources\.yml"):
        load(folder)


def test_the_knowledge_as_it_stands_is_accepted(folder):
    assert len(load(folder).answers) == 109
