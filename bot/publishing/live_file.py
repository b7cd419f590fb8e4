"""Small files below the run-time folder: what is to be live, and what the processes run.

The console writes the first. Each supervisor, of which a machine may have several, writes one of the second,
named after its public port, once the new processes answer; gateway and console follow it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.publishing.answer_file import replace_file

WANTED, LIVE = "wanted.json", "live-{}.json"


def read_json(path: Path) -> dict[str, Any]:
    """Return what stands in a file that others write; empty where it is missing or broken."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def write_json(path: Path, values: Mapping[str, Any]) -> None:
    replace_file(path, json.dumps(values))
