"""A file is read strictly, and every refusal says where."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

import pytest
from ruamel.yaml import YAML

from bot.errors import KnowledgeError
from bot.knowledge.yaml_reader import _parse, patterns, read
from bot.settings import ROOT
from tests.knowledge.conftest import entry, refusal

KNOWLEDGE = ROOT / "knowledge"


class Size(Enum):
    SMALL = "small"
    LARGE = "large"


def test_an_entry_remembers_the_way_to_it():
    lines = entry("lines: {general: {periods: [a, b]}}")["lines"]["general"]["periods"].entries()
    assert [line.key for line in lines] == ["lines.general.periods[0]", "lines.general.periods[1]"]


@pytest.mark.parametrize(
    ("text", "method", "problem"),
    [
        ("a: true", "text", "put it in quotes"),
        ("a: 77.0", "text", "put it in quotes"),
        ("a: '  '", "text", "empty"),
        ("a: 1", "flag", "true or false"),
        ("a: 'yes'", "flag", "true or false"),
        ("a: true", "integer", "a whole number"),
        ("a: '4'", "integer", "a whole number"),
        ("a: soon", "day", "a date as in"),
        ("a: June 31", "day_of_every_year", "as in March 31"),
        ("a: 31 March", "day_of_every_year", "as in March 31"),
        ("a: text", "texts", "a list"),
        ("a: [1]", "texts", "text is needed"),
        ("a: {b: 1, c: 2}", "pair", "exactly one"),
        ("a: [b]", "pair", "a mapping"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_key(text, method, problem):
    key, sentence = refusal(lambda: list(getattr(entry(text)["a"], method)() or ()))
    assert key.startswith("a")
    assert problem in sentence


@pytest.mark.parametrize(
    ("text", "method", "value"),
    [
        ("a: ' text '", "text", "text"),
        ("a: [b, c]", "texts", ("b", "c")),
        ("a: false", "flag", False),
        ("a: 4", "integer", 4),
        ("a: 2027-01-01", "day", date(2027, 1, 1)),
        ("a: April 15", "day_of_every_year", date(2001, 4, 15)),
    ],
)
def test_a_value_of_the_kind_that_is_meant_is_handed_out(text, method, value):
    assert getattr(entry(text)["a"], method)() == value


def test_the_only_pair_of_a_mapping_is_handed_out():
    name, value = entry("general: {place: [us]}").pair()
    assert (name, value.key) == ("general", "general")


def test_a_key_that_is_not_allowed_or_missing_is_refused():
    assert refusal(entry("a: 1\nb: 2").only, "a") == ("b", "unknown key; allowed here: a")
    assert refusal(lambda: entry("a: 1")["b"]) == ("b", "missing")


def test_a_name_must_be_text():
    assert "put it in quotes" in refusal(lambda: list(entry("2027: x").items()))[1]


def test_a_value_must_be_one_of_its_kind():
    assert entry("a: small")["a"].one_of(Size) is Size.SMALL
    key, problem = refusal(entry("a: huge")["a"].one_of, Size)
    assert (key, problem) == ("a", "'huge' is not one of: small, large")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a: [", "line"),
        (b"a: 1\na: 2\n", "duplicate key"),
        (b"a: \xff\n", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_yaml_is_refused(tmp_path, content, problem):
    (tmp_path / "file.yml").write_bytes(content)
    with pytest.raises(KnowledgeError) as error:
        read(tmp_path, "file.yml")
    assert (error.value.file, error.value.key) == ("file.yml", "")
    assert problem in error.value.problem


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(KnowledgeError, match=r"file\.yml: this file is missing"):
        read(tmp_path, "file.yml")


def test_a_file_that_changes_is_read_anew(tmp_path):
    path = tmp_path / "file.yml"
    values = []
    for text in ("a: x", "a: y", "a: x"):
        path.write_text(text, encoding="utf-8")
        values.append(read(tmp_path, "file.yml")["a"].text())
    assert values == ["x", "y", "x"]


@pytest.mark.parametrize(
    "text", ["a: {heading: Who can join?}", "a: {heading: Who can join?, line: 1}"]
)
def test_a_question_need_not_stand_in_quotes(text):
    assert entry(text)["a"]["heading"].text() == "Who can join?"


@pytest.mark.parametrize(
    "path",
    sorted(KNOWLEDGE.rglob("*.yml")),
    ids=lambda path: path.relative_to(KNOWLEDGE).as_posix(),
)
def test_the_fast_parser_reads_what_the_other_does(path):
    text = path.read_text(encoding="utf-8")
    assert _parse(text) == YAML(typ="safe", pure=True).load(text)


def test_all_files_of_the_knowledge_are_remembered_at_once():
    """One file more than that, and each time that all are read, each is parsed again."""
    assert _parse.cache_info().maxsize > 2 * len([*KNOWLEDGE.rglob("*.yml")])


def test_a_pattern_that_was_read_before_is_not_compiled_again(monkeypatch):
    """A draft is checked with all that we know: 800 patterns, more than `re` remembers."""
    assert patterns(entry("[read before]")) == (re.compile("read before", re.IGNORECASE),)
    monkeypatch.setattr(re, "compile", None)
    assert patterns(entry("[read before]"))[0].search("It was READ before")
