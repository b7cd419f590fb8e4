"""Reads the held-out questions, which are never trained on: tests/nlu/*.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = "tests/nlu"


def held_out_questions(root: Path) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Return each question (`text`, and in `accept` the ids that answer it) with its file and line."""
    for path in sorted((root / FOLDER).glob("*.jsonl")):
        file = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                yield file, number, json.loads(line)
