"""Who may know whom: the imports are walked, so that the picture in the README stays true."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = {"knowledge", "eligibility", "dues", "conversation"}
FRAMEWORKS = {
    "rasa",
    "rasa_sdk",
    "starlette",
    "uvicorn",
    "sqlalchemy",
    "alembic",
    "httpx",
    "sanic",
    "jinja2",
    "typer",
}
MAY_IMPORT = {
    "errors": set(),
    "logs": set(),
    "settings": {"errors"},
    "redis_connection": set(),
    "knowledge": {"errors"},
    "eligibility": {"errors", "knowledge", "dues"},
    "dues": {"errors", "knowledge"},
    "messages": {"errors", "knowledge", "eligibility", "dues"},
    "nlu": {"errors", "knowledge"},
    "conversation": {"errors", "knowledge", "eligibility", "dues", "messages", "nlu"},
    "records": {"errors"},
    # records: Rasa's conversations stand in our database, opened as ours is.
    "rasa": {
        "errors",
        "logs",
        "settings",
        "redis_connection",
        "knowledge",
        "messages",
        "conversation",
        "nlu",
        "records",
    },
    "web": {"errors", "knowledge", "messages", "eligibility"},
    "gateway": {
        "errors",
        "web",
        "logs",
        "settings",
        "redis_connection",
        "knowledge",
        "messages",
        "records",
        "eligibility",
        "dues",
        "conversation",
        "nlu",  # model_file alone: which model answered stands in the records
    },
    "console": {
        "errors",
        "web",
        "settings",
        "knowledge",
        "messages",
        "records",
        "eligibility",
        "dues",
        "nlu",
        "conversation",  # how a code is written stands in one place
    },
}


def modules() -> list[Path]:
    return sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/**/*.py")])


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(path: Path) -> str:
    inside = path.relative_to(ROOT).parts
    return Path(inside[1]).stem if inside[0] == "bot" and len(inside) > 1 else inside[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_only_knows_whom_it_may_know(path):
    here = part(path)
    for name in imported(path):
        if name.startswith("bot.") and here in MAY_IMPORT:
            known = name.split(".")[1]
            assert known == here or known in MAY_IMPORT[here], f"{here} must not import {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_components_the_seams_and_the_actions_know_rasa(path):
    if part(path) not in {"nlu", "rasa", "actions"}:
        assert not {name.split(".")[0] for name in imported(path)} & {"rasa", "rasa_sdk"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_domain_knows_no_framework_no_database_and_no_clock(path):
    if part(path) in DOMAIN:
        assert not {name.split(".")[0] for name in imported(path)} & (FRAMEWORKS | {"time"})
        text = path.read_text(encoding="utf-8")
        assert ".today()" not in text
        assert ".now(" not in text


def test_understanding_without_rasa_does_not_import_rasa():
    for name in (
        "encoder/sentence_encoder",
        "encoder/integer_encoder",
        "ranking/answer_guard",
        "ranking/answer_policy",
        "ranking/concept_patterns",
        "ranking/nearest_phrases",
        "ranking/ranker",
        "ranking/softmax",
        "ranking/text_features",
        "questions",
        "understanding",
    ):
        assert not any(found.startswith("rasa") for found in imported(ROOT / f"bot/nlu/{name}.py"))
