"""Reads and writes one answer of knowledge/faq; comments, order and all other answers stay as they are."""

from __future__ import annotations

import io
import re
import textwrap
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from bot.errors import KnowledgeError
from bot.knowledge.loader import KNOWLEDGE, TOPICS
from bot.knowledge.yaml_reader import read

_FOLDER = f"{KNOWLEDGE.name}/{TOPICS}"
# The order in which the files have the keys.
_ORDER = (
    "group",
    "question",
    "answer",
    "details",
    "lasting",
    "statements",
    "sources",
    "reviewed",
    "review_months",
    "related",
    "owner",
    "from",
    "until",
)
_WIDTH = 100
_NEVER_WRAPPED = 4096


def file_of(id_: str) -> str:
    """Return the file of an answer, below the root of the tree."""
    return f"{_FOLDER}/{id_.partition('/')[0]}.yml"


def read_fields(root: Path, id_: str) -> dict[str, Any]:
    """Return the entry of an answer, by key; empty where there is none."""
    name = Path(file_of(id_)).name
    if not (root / file_of(id_)).is_file():
        return {}
    answers = read(root / KNOWLEDGE.name, f"{TOPICS}/{name}").value["answers"]
    return dict(answers.get(id_.partition("/")[2]) or {})


def write_answers(root: Path, entries: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Change or add answers, by their ids; return the files, of which each is written once.

    Only what differs is written, so that the wording of the file stays where nothing was changed. Raises
    KnowledgeError where a topic has no file.
    """
    by_file: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for id_, fields in entries.items():
        by_file[file_of(id_)][id_.partition("/")[2]] = fields
    for file, own in by_file.items():
        _write_file(root / file, own)
    return set(by_file)


def _write_file(path: Path, entries: Mapping[str, Mapping[str, Any]]) -> None:
    if not path.is_file():
        raise KnowledgeError(f"{TOPICS}/{path.name}", "", "there is no such topic")
    yaml = _yaml()
    document = yaml.load(path)
    answers = document["answers"]
    new = [name for name in entries if name not in answers]
    for name, fields in entries.items():
        if name in new:
            answers[name] = CommentedMap()
        _fill(answers[name], fields)
    content = io.StringIO()
    yaml.dump(document, content)
    text = content.getvalue().rstrip("\n") + "\n"
    for name in new:
        # An empty line between two answers, as everywhere in the file.
        text = re.sub(rf"\n+(  {re.escape(name)}:\n)", r"\n\n\1", text)
    replace_file(path, text)


def replace_file(path: Path, content: str) -> None:
    """Write a file in one step: a reader finds the old content or the new, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_text(content, encoding="utf-8")
    unfinished.replace(path)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _NEVER_WRAPPED
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _fill(entry: CommentedMap, fields: Mapping[str, Any]) -> None:
    for key, value in fields.items():
        if value in ("", [], None):
            # `related` is demanded, and may be empty.
            if key == "related":
                entry[key] = _styled([])
            elif key in entry:
                del entry[key]
        elif entry.get(key) != value:
            _put(entry, key, _styled(value))


def _put(entry: CommentedMap, key: str, value: Any) -> None:
    """Replace a value where it stands; a new key stands where the files have it."""
    if key in entry or key not in _ORDER:
        entry[key] = value
        return
    before = [name for name in _ORDER[: _ORDER.index(key)] if name in entry]
    place = list(entry).index(before[-1]) + 1 if before else 0
    if place < len(entry):
        entry.insert(place, key, value)
    else:
        # The blank line after an answer hangs on its last value.
        last = list(entry)[-1] if entry else None
        blank = entry.ca.items.pop(last, None) if last is not None else None
        entry[key] = value
        if blank is not None:
            entry.ca.items[key] = blank


def _styled(value: Any) -> Any:
    """Return a value as the files write it: long texts folded, sources a line each, ids in one line."""
    if isinstance(value, str):
        if "\n" in value:
            return LiteralScalarString(value)
        return _folded(value) if len(value) > _WIDTH - 30 else value
    if isinstance(value, list):
        sequence = CommentedSeq()
        for item in value:
            sequence.append(_flow_map(item) if isinstance(item, dict) else item)
        if not any(isinstance(item, dict) for item in value):
            sequence.fa.set_flow_style()
        return sequence
    return value


def _flow_map(value: Mapping[str, Any]) -> CommentedMap:
    mapping = CommentedMap(value)
    mapping.fa.set_flow_style()
    return mapping


def _folded(text: str) -> FoldedScalarString:
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    folded = FoldedScalarString(text)
    if " ".join(lines) == text:
        ends, position = [], -1
        for line in lines[:-1]:
            position += len(line) + 1
            ends.append(position)
        folded.fold_pos = ends
    return folded
