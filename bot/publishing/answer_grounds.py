"""What an answer rests on, written with it: the words of its statements, and the days on which pages were read.

A change of an answer holds both beside the keys of its entry: `statement_texts`, by the id of a statement, each
with what it says, its page and perhaps the heading, as statements.yml has them; and `read_on`, by page, the day
as 2026-11-23.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.errors import ChangeRefused, KnowledgeError
from bot.knowledge.loader import KNOWLEDGE, TOPICS
from bot.knowledge.yaml_reader import read
from bot.publishing import yaml_blocks
from bot.publishing.answer_file import read_fields, replace_file, write_answers
from bot.publishing.changes import AnswerChange

STATEMENT_TEXTS, READ_ON = "statement_texts", "read_on"
# An entry of statements.yml: what is said, its page and its heading, where that has headings.
Entries = dict[str, dict[str, str]]

_STATEMENTS, _SOURCES = "statements.yml", "sources.yml"
_KEYS = ("says", "page", "heading")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PLAIN = re.compile(r"[A-Za-z][\w .;()?’/-]*")


def read_statements(root: Path) -> Entries:
    """Return every statement of the tree, by id. Raises KnowledgeError where the file cannot be read."""
    return dict(read(root / KNOWLEDGE.name, _STATEMENTS).value)


def write_answer_changes(root: Path, changes: Iterable[AnswerChange]) -> set[str]:
    """Write answers and what they rest on, each file once; return the files.

    A statement that no answer names any more is taken out. Raises KnowledgeError, which names file and key.
    """
    changes = tuple(changes)
    entries = {change.id: _entry(change) for change in changes}
    before = {id_: read_fields(root, id_).get("statements") or [] for id_ in entries}
    named = {id_: entry.get("statements") or before[id_] for id_, entry in entries.items()}
    files = write_answers(root, {id_: entry for id_, entry in entries.items() if entry})
    left = {name for id_ in entries for name in {*before[id_]} - {*named[id_]}}
    dropped = left and left - set(_named_by_answers(root))
    texts = [(change.id, change.fields.get(STATEMENT_TEXTS, {})) for change in changes]
    if dropped or any(entries_ for _, entries_ in texts):
        own = {id_: [*before[id_], *named[id_]] for id_ in entries}
        files.add(_write_statements(root, texts, own, dropped))
    days = [item for change in changes for item in change.fields.get(READ_ON, {}).items()]
    if days:
        files.add(_write_days(root, days))
    return files


def _entry(change: AnswerChange) -> dict[str, Any]:
    """Return the keys of the answer's own entry."""
    return {
        key: value for key, value in change.fields.items() if key not in {STATEMENT_TEXTS, READ_ON}
    }


def refuse_contradictions(changes: Iterable[AnswerChange]) -> None:
    """Raise ChangeRefused where two answers that share a statement change it in two ways."""
    texts: dict[str, tuple[str, Mapping[str, str]]] = {}
    for change in changes:
        for id_, entry in change.fields.get(STATEMENT_TEXTS, {}).items():
            other, text = texts.setdefault(id_, (change.id, entry))
            if text != entry:
                problem = f"{other} and {change.id} both change the statement {id_}"
                raise ChangeRefused([f"{problem}: let them say the same"])


def _named_by_answers(root: Path) -> Iterator[str]:
    folder = root / KNOWLEDGE.name
    for path in sorted((folder / TOPICS).glob("*.yml")):
        for answer in read(folder, f"{TOPICS}/{path.name}").value["answers"].values():
            yield from answer.get("statements") or []


def _write_statements(
    root: Path,
    texts: Iterable[tuple[str, Entries]],
    own: Mapping[str, Collection[str]],
    dropped: Iterable[str],
) -> str:
    """Write the statements of each answer; `own` names those that it has, and had."""
    path = root / KNOWLEDGE.name / _STATEMENTS
    text, present = path.read_text(encoding="utf-8"), read_statements(root)
    for id_, entries in texts:
        for name, entry in entries.items():
            if name in present:
                text = _changed(text, name, present[name], entry)
            else:
                last = _last_of_its_kind(name, own[id_], present)
                text = _added(text, id_, name, entry, last)
            present[name] = entry
    for name in dropped:
        text = yaml_blocks.remove(text, (name,)) if name in present else text
    replace_file(path, text)
    return f"{KNOWLEDGE.name}/{_STATEMENTS}"


def _last_of_its_kind(name: str, own: Collection[str], present: Entries) -> str:
    """Return after which of the answer's statements a new one stands; empty where none is named like it.

    The file has them in the order in which they were written, whatever that of the answer is.
    """
    stem = name.rpartition("_")[0]
    alike = (other for other in reversed(present) if other.rpartition("_")[0] == stem)
    return next((other for other in alike if other in own), "")


def _added(text: str, id_: str, name: str, entry: Mapping[str, str], after: str) -> str:
    lines = (_line(key, entry[key]) for key in _KEYS if entry.get(key))
    block = "".join([f"{name}:\n", *lines])
    if after:
        return yaml_blocks.insert_after(text, (after,), block)
    return f"{text.rstrip()}\n\n# {id_}\n{block}"


def _changed(text: str, name: str, before: Mapping[str, str], entry: Mapping[str, str]) -> str:
    """Write only the keys that differ, so that comments beside the others stay."""
    for key in _KEYS:
        value = entry.get(key, "")
        if value == before.get(key, ""):
            continue
        if not value:
            text = yaml_blocks.remove(text, (name, key))
        elif key in before:
            text = yaml_blocks.replace(text, (name, key), _line(key, value))
        else:
            text = yaml_blocks.insert_after(text, (name, "page"), _line(key, value))
    return text


def _line(key: str, value: str) -> str:
    return f"  {key}: {_scalar(value)}\n"


def _scalar(text: str) -> str:
    """Return a text in one line, in quotes where YAML could take it for something else."""
    if _PLAIN.fullmatch(text) and YAML(typ="safe", pure=True).load(text) == text:
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _write_days(root: Path, days: Iterable[tuple[str, str]]) -> str:
    """Write when pages were read; a day that is later already stays."""
    path = root / KNOWLEDGE.name / _SOURCES
    text = path.read_text(encoding="utf-8")
    for page, day in days:
        place = ("pages", page, "read_on")
        block = yaml_blocks.find(text, place)
        if not block:
            raise KnowledgeError(_SOURCES, f"pages.{page}", "there is no such page")
        before = _DAY.search(block)
        if before and before[0] < day:
            text = yaml_blocks.replace(text, place, block.replace(before[0], day, 1))
    replace_file(path, text)
    return f"{KNOWLEDGE.name}/{_SOURCES}"
