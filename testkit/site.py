"""A copy of the tree in which staff may publish: with few phrases, so that it is learned in seconds."""

from __future__ import annotations

from pathlib import Path

from bot.publishing import staging
from bot.settings import ROOT


def make_site(folder: Path, phrases_per_block: int | None = None) -> Path:
    """Copy the tree; of each writer's phrases for an answer only the first so many, if told."""
    staging.make_copy(ROOT, folder)
    if phrases_per_block:
        for path in (folder / "data/nlu").rglob("*.yml"):
            _shorten(path, phrases_per_block)
    return folder


def _shorten(path: Path, most: int) -> None:
    """Leave out what stands after the first phrases of a block."""
    lines, count = [], 0
    is_in_phrases = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip().startswith("- ") and ":" in line and "intent:" in line:
            is_in_phrases, count = True, 0
        elif line.strip().startswith(("- regex:", "- lookup:", "- synonym:")):
            is_in_phrases = False
        elif is_in_phrases and line.strip().startswith("- "):
            count += 1
            if count > most:
                continue
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
