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

from ruamel.yaml import YAML

from bot.errors import ChangeRefused, KnowledgeError
from bot.knowledge.loader import KNOWLEDGE, TOPICS
from bot.knowledge.yaml_reader import read
from bot.publishing import yaml_blocks
from bot.publishing.answer_file import read_fields, replace_file, write_answer
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


def write_change(root: Path, change: AnswerChange) -> set[str]:
    """Write an answer and what it rests on; return the files. Raises KnowledgeError, which names file and key.

    A statement that no answer names any more is taken out.
    """
    fields = dict(change.fields)
    texts, days = fields.pop(STATEMENT_TEXTS, {}), fields.pop(READ_ON, {})
    before = read_fields(root, change.id).get("statements") or []
    files = {write_answer(root, change.id, fields)} if fields else set()
    named = fields.get("statements") or before
    dropped = set(before) - set(named) - set(_named_by_answers(root))
    if texts or dropped:
        own = [*before, *named]
        files.add(_write_statements(root, change.id, texts, own, dropped))
    if days:
        files.add(_write_days(root, days))
    return files


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
    root: Path, id_: str, texts: Entries, own: Collection[str], dropped: Iterable[str]
) -> str:
    path = root / KNOWLEDGE.name / _STATEMENTS
    text, present = path.read_text(encoding="utf-8"), read_statements(root)
    for name, entry in texts.items():
        if name in present:
            text = _changed(text, name, present[name], entry)
        else:
            text = _added(text, id_, name, entry, _last_of_its_kind(name, own, present))
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


def _write_days(root: Path, days: Mapping[str, str]) -> str:
    """Write when pages were read; a day that is later already stays."""
    path = root / KNOWLEDGE.name / _SOURCES
    text = path.read_text(encoding="utf-8")
    for page, day in days.items():
        place = ("pages", page, "read_on")
        block = yaml_blocks.find(text, place)
        if not block:
            raise KnowledgeError(_SOURCES, f"pages.{page}", "there is no such page")
        before = _DAY.search(block)
        if before and before[0] < day:
            text = yaml_blocks.replace(text, place, block.replace(before[0], day, 1))
    replace_file(path, text)
    return f"{KNOWLEDGE.name}/{_SOURCES}"
