"""`assistant phrases`: what staff accepted goes into the training data, as a change to review."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import typer
from ruamel.yaml import YAML

from bot import settings
from bot.cli.check import folded, read_phrases
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.review import phrases
from bot.records.review.phrases import Phrase
from bot.records.staff import audit
from bot.records.staff.audit import COMMAND_LINE
from bot.settings import ROOT

commands = typer.Typer(help="Phrases that staff accepted.", no_args_is_help=True)

# `[words](entity)`: nobody who types in a chat may name entities in our training data.
_ANNOTATION = re.compile(r"\]\s*[({]")
_FOLDER = Path("data/nlu/console")
_HEAD = 'version: "3.1"\n\n# Accepted by staff from what people asked; `assistant phrases export` adds to it.\nnlu:\n'


@commands.callback()
def _commands() -> None:
    pass


@commands.command()
def export() -> None:
    """Write accepted phrases into data/nlu/console; see them with `git diff` before training."""
    current = settings.read()
    migrate(current.database)
    engine = open_engine(current.database)
    with engine.begin() as connection:
        waiting = phrases.pending(connection)
        fresh, refused = sort_out(waiting, ROOT)
        for one, why in refused:
            print(f"not written: {one.text!r}: {why}")
        files = write(fresh, ROOT)
        if fresh:
            phrases.mark_exported(connection, [one.id for one in fresh], utc_now())
            audit.append(
                connection, utc_now(), COMMAND_LINE, "phrases exported", "", {"count": len(fresh)}
            )
    for file in files:
        print(f"written: {file}")
    useless = sum(one.adds_nothing for one in fresh)
    print(f"{len(fresh)} written, {len(refused)} refused", end="")
    print(f", {useless} of them add nothing." if useless else ".")


def sort_out(
    waiting: Iterable[Phrase], root: Path
) -> tuple[list[Phrase], list[tuple[Phrase, str]]]:
    """Return what may be written, and what may not and why: the rule of `assistant check`."""
    known = {folded(one.text): one.label for one in read_phrases(root)}
    fresh, refused = [], []
    for one in waiting:
        key = folded(one.text)
        if not key:
            refused.append((one, "there are no words in it"))
        elif _ANNOTATION.search(one.text):
            refused.append((one, "Rasa would read its brackets as an annotation"))
        elif key in known:
            refused.append((one, f"it already stands under {known[key]}"))
        else:
            known[key] = one.label
            fresh.append(one)
    return fresh, refused


def write(fresh: Iterable[Phrase], root: Path) -> list[Path]:
    """Add phrases to the file of their topic; return the files that changed."""
    by_topic: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in fresh:
        by_topic[_topic(one.label)][one.label].append(" ".join(one.text.split()))
    files = []
    for topic, by_label in sorted(by_topic.items()):
        path = root / _FOLDER / f"{topic}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_HEAD + _entries(_merged(path, by_label)), encoding="utf-8")
        files.append(path.relative_to(root))
    return files


def _merged(path: Path, by_label: Mapping[str, list[str]]) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = defaultdict(list)
    if path.is_file():
        for entry in YAML(typ="safe", pure=False).load(path)["nlu"]:
            lines = (line.strip().removeprefix("-") for line in entry["examples"].splitlines())
            merged[entry["intent"]] += [line.strip() for line in lines if line.strip()]
    for label, texts in by_label.items():
        merged[label] += texts
    return merged


def _entries(by_label: Mapping[str, list[str]]) -> str:
    return "\n".join(
        f"  - intent: {label}\n    examples: |\n"
        + "".join(f"      - {text}\n" for text in by_label[label])
        for label in sorted(by_label)
    )


def _topic(label: str) -> str:
    """`faq/membership_cme` goes into membership.yml, `out_of_scope/other` into out_of_scope.yml."""
    family, _, key = label.partition("/")
    return key.partition("_")[0] if family == "faq" else family
