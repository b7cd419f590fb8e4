"""`assistant phrases`: shows training phrases, adds some, and exports what staff accepted."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.engine import Connection

from bot import settings
from bot.cli.check import answer_ids
from bot.errors import SetUpError
from bot.knowledge.loader import KNOWLEDGE, load
from bot.nlu.phrases.admission import Admission
from bot.nlu.phrases.files import add_phrases, file_of, read_phrases
from bot.nlu.phrases.phrase import Phrase
from bot.records.clock import utc_now
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.review import phrases as review
from bot.records.staff import audit
from bot.records.staff.audit import COMMAND_LINE
from bot.settings import ROOT

commands = typer.Typer(help="Training phrases: show, add, export.", no_args_is_help=True)

CONSOLE = "console"
# The label of a phrase, and its text.
Entry = tuple[str, str]
_WRITER = re.compile(r"[a-z][a-z0-9-]*")
_Name = Annotated[
    str, typer.Argument(help="membership/general_dues, out_of_scope/jobs, smalltalk/greet, affirm.")
]


@commands.command()
def show(name: _Name) -> None:
    """List the phrases of an answer, a theme or an intent by writer."""
    label = find_label(name, ROOT)
    by_writer: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in read_phrases(ROOT):
        if phrase.label == label:
            by_writer[phrase.writer].append(phrase)
    total = sum(map(len, by_writer.values()))
    file = file_of(label, answer_ids(load(ROOT / KNOWLEDGE.name)))
    print(f"{name}: {_count(total, 'phrase')} by {_count(len(by_writer), 'writer')} in {file}")
    for writer, phrases in sorted(by_writer.items()):
        print(f"\n{writer}: {len(phrases)}")
        for phrase in phrases:
            print(f"  - {phrase.text}")


@commands.command()
def add(
    name: _Name,
    texts: Annotated[
        list[str] | None,
        typer.Argument(help="The phrases; from standard input, one a line, if none are named."),
    ] = None,
    *,
    writer: Annotated[str, typer.Option(help="Who wrote them; see data/nlu/README.md.")],
) -> None:
    """Add phrases to an answer, a theme or an intent; train afterwards."""
    if not _WRITER.fullmatch(writer):
        raise SetUpError(f"{writer!r} is no name of a writer: use small letters, digits, hyphens")
    label = find_label(name, ROOT)
    entries = [(label, text) for text in texts or _lines(sys.stdin)]
    reasons = screen(entries, ROOT)
    fresh = [entry for entry, reason in zip(entries, reasons, strict=True) if not reason]
    _report(entries, reasons, write(fresh, writer, ROOT))
    if any(reasons):
        raise typer.Exit(1)


@commands.command()
def export() -> None:
    """Write phrases accepted in the console beside their answers; review them with `git diff`."""
    current = settings.read()
    migrate(current.database)
    with open_engine(current.database).begin() as connection:
        accepted = review.pending(connection)
        entries = [(phrase.label, phrase.text) for phrase in accepted]
        reasons = screen(entries, ROOT)
        fresh = [phrase for phrase, reason in zip(accepted, reasons, strict=True) if not reason]
        files = write([(phrase.label, phrase.text) for phrase in fresh], CONSOLE, ROOT)
        _mark_exported(connection, fresh)
    _report(entries, reasons, files)
    useless = sum(phrase.adds_nothing for phrase in fresh)
    if useless:
        print(f"{useless} of those written marked “adds nothing”.")


def find_label(name: str, root: Path) -> str:
    """Return the label of an answer's id, a theme or an intent. Raises SetUpError."""
    labels = {id_: label for label, id_ in answer_ids(load(root / KNOWLEDGE.name)).items()}
    names = {*labels, *(phrase.label for phrase in read_phrases(root))} - set(labels.values())
    if name in names:
        return labels.get(name, name)
    near = "".join(f"; did you mean {other}?" for other in get_close_matches(name, names, 1))
    raise SetUpError(f"there is no answer, theme or intent called {name!r}{near}")


def screen(entries: Iterable[Entry], root: Path) -> list[str]:
    """Return for each entry why it may not be written; an empty sentence where it may."""
    labels = answer_ids(load(root / KNOWLEDGE.name))
    admission = Admission(root)
    return [
        f"there is no answer {label} in knowledge/faq"
        if label.startswith("faq/") and label not in labels
        else admission.refuse(text, label)
        for label, text in entries
    ]


def write(entries: Iterable[Entry], writer: str, root: Path) -> list[str]:
    """Add phrases to the files of their labels; return the files that changed."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for label, text in entries:
        by_label[label].append(" ".join(text.split()))
    ids = answer_ids(load(root / KNOWLEDGE.name))
    files = {label: file_of(label, ids) for label in by_label}
    for label, texts in sorted(by_label.items()):
        add_phrases(root, files[label], label, writer, texts)
    return sorted(set(files.values()))


def _mark_exported(connection: Connection, fresh: Sequence[review.Phrase]) -> None:
    if fresh:
        now, count = utc_now(), {"count": len(fresh)}
        review.mark_exported(connection, [phrase.id for phrase in fresh], now)
        audit.append(connection, now, COMMAND_LINE, "phrases exported", "", count)


def _report(entries: Sequence[Entry], reasons: Sequence[str], files: Sequence[str]) -> None:
    for (_, text), reason in zip(entries, reasons, strict=True):
        if reason:
            print(f"not written: {text!r}: {reason}")
    for file in files:
        print(f"written: {file}")
    refused = sum(map(bool, reasons))
    print(f"{len(entries) - refused} written, {refused} refused.")


def _lines(stream: Iterable[str]) -> Iterator[str]:
    """Return the lines that hold something; a list's leading hyphens are no part of a phrase."""
    for line in stream:
        if text := line.strip().removeprefix("- "):
            yield text


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
