"""Tables in Markdown, and writing them into a document between the markers that name them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "reliability.md"


def write(name: str, lines: list[str], document: Path = DOCUMENT) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`. Raises ValueError."""
    text = document.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{document.name} has no place for {name}")
    block = "\n".join([*lines, "", f"Measured {date.today()} on {machine()}.", ""])  # noqa: DTZ011
    document.write_text(
        pattern.sub(lambda match: match[1] + block + match[2], text), encoding="utf-8"
    )


def update(name: str, head: Sequence[str], rows: Sequence[str], document: Path = DOCUMENT) -> None:
    """Write some rows into a table that has others: those with the same first cell are replaced."""
    text = document.read_text(encoding="utf-8")
    block = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
    lines = block[1].splitlines() if block else []
    kept = lines[len(head) :] if lines[: len(head)] == list(head) else []
    by_title = {_title(line): line for line in [*kept, *rows] if line.startswith("|")}
    write(name, [*head, *by_title.values()], document)


def _title(line: str) -> str:
    return line.split("|")[1].strip()


def machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} cores of {model[1] if model else 'an unnamed processor'}"


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def held(*, holds: bool) -> str:
    return "holds" if holds else "**missed**"
