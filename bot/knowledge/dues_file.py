"""Writes periods of the schedule into dues.yml, keeping its comments, all or nothing."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from bot.knowledge.dues import Line, NotPublished, Period, Published
from bot.knowledge.loader import load

FILE = "dues.yml"


def write_lines(folder: Path, lines: Sequence[Line], chapters: Sequence[Line]) -> None:
    """Replace the periods of these lines. Raises KnowledgeError before anything is written."""
    yaml = _yaml()
    content = yaml.load((folder / FILE).read_text(encoding="utf-8"))
    for line in lines:
        _set_periods(content["schedule"][line.name], line)
    for line in chapters:
        if line.name not in content["chapters"]:
            content["chapters"].fa.set_block_style()
            content["chapters"][line.name] = _heading(line)
        _set_periods(content["chapters"][line.name], line)
    written = io.StringIO()
    yaml.dump(content, written)
    _replace(folder, written.getvalue())


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _heading(line: Line) -> dict[str, Any]:
    return {"title": line.title, "category": line.category, "step": line.step}


def _set_periods(entry: Any, line: Line) -> None:
    """Periods that stay keep their own entry, and with it their comments and line breaks."""
    before = {str(period["from"]): period for period in entry.get("periods", ())}
    entry["periods"] = [_entry(period, before.get(str(period.since))) for period in line.periods]


def _entry(period: Period, before: Any) -> Any:
    made: dict[str, Any] = {"from": period.since}
    made |= {"until": period.until} if period.until else {}
    value = period.value
    if isinstance(value, Published):
        made["usd"] = DoubleQuotedScalarString(value.amount)
        made |= {"source": value.source} if value.source else {}
        made |= {"note": value.note} if value.note else {}
    elif isinstance(value, NotPublished):
        made |= {"not_published": value.why, "ask": value.ask}
    else:
        return before
    cites = {"page": value.cites.page, "heading": DoubleQuotedScalarString(value.cites.heading)}
    made["cites"] = CommentedMap(cites)
    made["cites"].fa.set_flow_style()
    return before if before is not None and _same(before, made) else made


def _same(before: Mapping[str, Any], made: Mapping[str, Any]) -> bool:
    return {key: _plain(value) for key, value in before.items()} == {
        key: _plain(value) for key, value in made.items()
    }


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _replace(folder: Path, text: str) -> None:
    """Read the whole knowledge with the new file first; only then does it take the old one's place."""
    with tempfile.TemporaryDirectory() as trial:
        copy = Path(trial) / "knowledge"
        shutil.copytree(folder, copy)
        (copy / FILE).write_text(text, encoding="utf-8")
        load(copy)
    unfinished = folder / f".{FILE}.new"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(folder / FILE)
