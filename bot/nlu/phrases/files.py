"""Reads and extends the files of data/nlu: one file an answer, in it one block a writer.

The blocks are Rasa's own format; writer and split are its `metadata` on a block.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.errors import SetUpError
from bot.nlu.danger.classifier import DANGER
from bot.nlu.phrases.phrase import Phrase, Split
from bot.nlu.ranking.answer_policy import FAQ, OUT_OF_SCOPE

FOLDER = "data/nlu"
_HEAD = 'version: "3.1"\n\nnlu:\n'


def file_of(label: str, answer_ids: Mapping[str, str]) -> str:
    """Return the file of a label's phrases. Raises KeyError for an answer that is not published.

    `answer_ids` has the ids of the published answers by label.
    """
    intent = label.partition("/")[0]
    if intent == FAQ:
        return f"{FOLDER}/{answer_ids[label]}.yml"
    return f"{FOLDER}/{label if intent in {OUT_OF_SCOPE, DANGER} else f'dialogue/{intent}'}.yml"


def read_phrases(root: Path) -> Iterator[Phrase]:
    """Return each training phrase. Raises SetUpError for a file that is no training data."""
    for path in sorted((root / FOLDER).rglob("*.yml")):
        yield from _read_file(path, path.relative_to(root).as_posix())


def read_lookup(root: Path, name: str) -> tuple[str, ...]:
    """Return the words of one of Rasa's lookup tables."""
    words: list[str] = []
    for path in sorted((root / FOLDER).rglob("*.yml")):
        for block in YAML(typ="safe").load(path)["nlu"]:
            if block.get("lookup") == name:
                words += filter(None, map(_text_of, block["examples"].splitlines()))
    return tuple(words)


def read_concepts(root: Path) -> dict[str, list[str]]:
    """Return the patterns of data/nlu/concepts.yml by name, as Rasa hands them to a component."""
    entries = YAML(typ="safe").load(root / FOLDER / "concepts.yml")["nlu"]
    return {
        entry["regex"]: [
            text for line in entry["examples"].splitlines() if (text := _text_of(line))
        ]
        for entry in entries
    }


def add_phrases(root: Path, file: str, label: str, writer: str, texts: Sequence[str]) -> None:
    """Write phrases into the writer's block; a block that is missing is added at the file's end."""
    path = root / file
    content = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    phrases = list(read_phrases(root))
    own = [phrase for phrase in phrases if phrase.writer == writer]
    block = [phrase.text for phrase in own if (phrase.file, phrase.label) == (file, label)]
    if block:
        content = _extend(content, block[-1], texts)
    else:
        split = own[0].split if own else Split.TRAIN.value
        content = _append(content, label, f"{{writer: {writer}, split: {split}}}", texts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def remove_phrase(root: Path, file: str, label: str, text: str) -> bool:
    """Take a phrase out of its file, with its block if that has no other; False where it is not there."""
    path = root / file
    if not path.is_file() or not any(
        (phrase.label, phrase.text) == (label, text) for phrase in _read_file(path, file)
    ):
        return False
    lines = path.read_text(encoding="utf-8").splitlines()
    # Each phrase stands only once in the data.
    row = max(number for number, line in enumerate(lines) if _text_of(line) == text)
    del lines[row]
    _drop_empty_block(lines, row)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return True


def _drop_empty_block(lines: list[str], row: int) -> None:
    """Remove the head of a block whose only phrase stood in `row`."""
    head = max(number for number in range(row) if "- intent:" in lines[number])
    end = next(
        (number for number in range(head + 1, len(lines)) if "- intent:" in lines[number]),
        len(lines),
    )
    examples = next(number for number in range(head, end) if "examples:" in lines[number])
    if not any(_text_of(line) for line in lines[examples + 1 : end]):
        del lines[head:end]


def _read_file(path: Path, file: str) -> Iterator[Phrase]:
    try:
        for block in YAML(typ="safe", pure=False).load(path)["nlu"]:
            if "intent" in block:
                yield from _read_block(block, file)
    except (YAMLError, KeyError, TypeError, AttributeError) as error:
        raise SetUpError(f"{file} is not training data as Rasa reads it: {error}") from None


def _read_block(block: Mapping[str, Any], file: str) -> Iterator[Phrase]:
    metadata = block.get("metadata") or {}
    writer, split = str(metadata.get("writer") or ""), str(metadata.get("split") or "")
    for line in block["examples"].splitlines():
        if text := _text_of(line):
            yield Phrase(block["intent"], text, writer, split, file)


def _text_of(line: str) -> str:
    return line.strip().removeprefix("-").strip()


def _extend(content: str, last: str, texts: Sequence[str]) -> str:
    """Add lines below the last phrase of a block: each phrase stands only once in the data."""
    lines = content.splitlines()
    row = max(number for number, line in enumerate(lines) if _text_of(line) == last)
    indent = lines[row].partition("-")[0]
    lines[row + 1 : row + 1] = [f"{indent}- {text}" for text in texts]
    return "\n".join(lines) + "\n"


def _append(content: str, label: str, metadata: str, texts: Sequence[str]) -> str:
    examples = "".join(f"\n    - {text}" for text in texts)
    block = f"- intent: {label}\n  metadata: {metadata}\n  examples: |{examples}\n"
    # A list may be indented or not, but all of its entries alike.
    first = re.search(r"^( *)- intent:", content, re.MULTILINE)
    separator = "\n" if first else ""
    indented = textwrap.indent(block, first.group(1) if first else "  ")
    return f"{content.rstrip()}\n{separator}{indented}"
