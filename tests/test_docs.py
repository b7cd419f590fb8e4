"""The documentation names what exists: paths, commands, options, tests, settings; and says what the program says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import app
from bot.knowledge.loader import KNOWLEDGE, load
from bot.messages.faq_messages import Messages
from bot.settings import ROOT, Settings

README = ROOT / "README.md"
EDITING = ROOT / "docs" / "editing-knowledge.md"
PHRASES = ROOT / "data" / "nlu" / "README.md"
# Each of their lines is a finding, with the tests that hold its mend.
HELD = [ROOT / "docs" / name for name in ("hardening.md", "public-door.md")]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), PHRASES]
TABLE_OF_CHANGES = ROOT / "tests" / "knowledge" / "test_what_to_change_where.py"
# They come into being when the assistant runs.
AT_RUN_TIME = ("var/", "models/")
FOLDERS = "actions bench bot data deploy docs knowledge testkit tests var models".split()
# Of the tests themselves, and of no process.
OF_THE_TESTS = {"ASSISTANT_TESTS_MAY_SKIP"}
SAMPLE = {
    "do i need to pay anything as an ms2 at mcgill": "faq/membership_medical_student_dues",
    "what are the BI-RADS categories": "out_of_scope",
}
TODAY = date(2026, 11, 23)

HOLDS = r"`tests/[\w/]+\.py::test_\w+`(?:, `tests/[\w/]+\.py::test_\w+`)*"
_BLOCK = re.compile(r"^ *```\w*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def quoted(page: Path) -> list[str]:
    """What stands between backticks in the text."""
    return re.findall(r"`([^`\n]+)`", _BLOCK.sub("", page.read_text(encoding="utf-8")))


def code(page: Path) -> Iterator[str]:
    """What stands between backticks, and each line of the blocks."""
    yield from quoted(page)
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        yield from (line.partition("#")[0].strip() for line in block.splitlines())


def paths(page: Path) -> Iterator[str]:
    """Paths from the root, and names of files alone; `<topic>` stands for any name."""
    for text in quoted(page):
        path = re.sub(r"<\w+>", "*", text.partition("::")[0])
        if " " in path or path.startswith(AT_RUN_TIME):
            continue
        is_file = re.fullmatch(r"[\w.*-]+\.(?:py|yml|md|csv|jsonl)", path)
        if is_file or ("/" in path and path.partition("/")[0] in FOLDERS):
            yield path


def exists(path: str) -> bool:
    if "/" in path:
        return any(ROOT.glob(path.rstrip("/")))
    folders = (ROOT / name for name in ("data", "docs", "knowledge", "tests", "bot/gateway/static"))
    return (ROOT / path).exists() or any(any(folder.rglob(path)) for folder in folders)


def names_of_tests(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def unknown_part(words: list[str]) -> str | None:
    """Return the first word or option of `assistant …` that the program does not have."""
    command: Any = typer.main.get_command(app)
    for word in words:
        if not hasattr(command, "get_command"):
            break
        command = command.get_command(None, word)
        if command is None:
            return word
    options = {option for parameter in command.params for option in parameter.opts}
    return next((word for word in words if word.startswith("--") and word not in options), None)


def commands(page: Path) -> Iterator[list[str]]:
    for line in code(page):
        for match in re.finditer(r"(?:^|[\s/])assistant ((?:[a-z-]+|--)[^#;|&<]*)", line):
            yield re.sub(r"\"[^\"]*\"|'[^']*'", "…", match[1]).split()


@every_page
def test_each_path_exists(page):
    assert [path for path in paths(page) if not exists(path)] == []


@every_page
def test_each_link_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    files = [target for target in targets if not target.startswith(("http", "{"))]
    assert [file for file in files if not (page.parent / file).exists()] == []


@every_page
def test_each_command_and_option_exists(page):
    assert [words for words in commands(page) if unknown_part(words)] == []


@every_page
def test_each_make_target_exists(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    called = re.findall(r"^make ((?:[a-z]+ ?)+)", "\n".join(code(page)), re.MULTILINE)
    assert {name for names in called for name in names.split()} - targets == set()


@every_page
def test_each_test_exists(page):
    for text in quoted(page):
        if re.fullmatch(r"test_\w+", text):
            assert text in names_of_tests(TABLE_OF_CHANGES)
        elif "::" in text:
            path, name = text.split("::")
            assert name in names_of_tests(ROOT / path)


@pytest.mark.parametrize("page", HELD, ids=lambda page: page.name)
def test_each_finding_names_the_tests_that_hold_its_mend(page):
    rows = re.findall(r"^\| (.+) \| (.+) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    findings = [row for row in rows if row[1] != "held by" and set(row[1]) != {"-"}]
    assert len(findings) > 30
    assert [found for found, held in findings if not re.fullmatch(HOLDS, held)] == []


@every_page
def test_each_variable_is_a_setting(page):
    settings = {f"ASSISTANT_{setting.name.upper()}" for setting in fields(Settings)}
    named = set(re.findall(r"\bASSISTANT_[A-Z_]+\b", page.read_text(encoding="utf-8")))
    assert {name.removesuffix("_FILE") for name in named} - settings - OF_THE_TESTS == set()


def test_a_command_or_option_that_there_is_not_is_noticed():
    assert unknown_part(["phrases", "show", "membership/cme"]) is None
    assert unknown_part(["phrases", "list"]) == "list"
    assert unknown_part(["dues", "import", "x.csv", "--wet-run"]) == "--wet-run"


def test_the_map_has_every_package():
    entries = set(
        re.findall(r"^ *([\w.]+/?) +\S", README.read_text(encoding="utf-8"), re.MULTILINE)
    )
    bot = ROOT / "bot"
    packages = {
        f"{init.parent.name}/"
        for folder in (bot, bot / "nlu", bot / "records")
        for init in folder.glob("*/__init__.py")
    }
    modules = {path.name for path in bot.glob("[a-z]*.py")}
    assert (packages | modules) - {"migrations/"} - entries == set()


def test_the_guide_to_editing_tells_every_file_of_knowledge():
    files = {path.name for path in KNOWLEDGE.iterdir()}
    rows = re.findall(
        r"^\| `knowledge/([\w.]+)/?` \|", EDITING.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(rows) == files


@pytest.mark.parametrize("folder", ["texts", "words"])
def test_the_guide_to_editing_names_every_file_of_texts_and_words(folder):
    lines = EDITING.read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if line.startswith(f"| `knowledge/{folder}/` |"))
    assert {path.name for path in (KNOWLEDGE / folder).iterdir()} == set(
        re.findall(r"`(\w+\.yml)`", row)
    )


@pytest.mark.parametrize(("question", "label"), SAMPLE.items())
def test_the_conversation_in_the_readme_is_what_is_said(question, label):
    sample = README.read_text(encoding="utf-8").split("\n> ")
    reply = next(part for part in sample if part.startswith(question))
    text = Messages(load(), TODAY).respond(label, text=question)[0]["text"]
    assert " ".join(text.split()) in " ".join(reply.split())
