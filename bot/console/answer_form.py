"""The form of an answer: what its fields hold, and what a filled form means for the file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

# In the order of the page. `lasting` only where an answer rests on statements.
TEXTS = ("question", "answer", "details", "lasting")
# The days on which an answer holds; either may be left empty.
DAYS = ("from", "until")
_MONTHS = re.compile(r"[0-9]{1,3}")
_SEPARATOR = " | "
# With thousands that open one in another, reading takes minutes.
_MOST_BRACKETS = 200
HOW_TO_CITE = "write the page, a bar and the heading, as in join | Who can join ACR?"


@dataclass(frozen=True)
class Parsed:
    """`fields` are what the answer's entry is to hold; `problems` are sentences by the name of a field."""

    fields: dict[str, Any]
    problems: dict[str, str]


def values_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return what the form shows for an answer's entry."""
    return {
        **{name: _shown(fields.get(name)) for name in (*TEXTS, "owner", "group")},
        "sources": "\n".join(map(source_line, fields.get("sources") or [])),
        "quotes": "\n".join(str(s.get("quote", "")) for s in fields.get("sources") or []),
        "related": "\n".join(fields.get("related") or []),
        **{name: str(fields.get(name) or "") for name in ("reviewed", "review_months", *DAYS)},
    }


def parse(
    field: Callable[[str], str], published: Mapping[str, Any], *, has_statements: bool
) -> Parsed:
    """Read a filled form. Texts that choose by the schedule of dues are written as YAML, as in the file."""
    texts = [name for name in TEXTS if name != "lasting" or has_statements]
    read: dict[str, tuple[Any, str]] = {
        name: _text(field(name), published.get(name)) for name in texts
    }
    if has_statements:
        read["review_months"] = _months(field("review_months"))
    else:
        read["sources"] = _sources(field("sources"), field("quotes"))
    fields = {name: value for name, (value, _) in read.items()}
    problems = {name: problem for name, (_, problem) in read.items() if problem}
    fields["related"] = field("related").split()
    for name in ("owner", "group", *DAYS):
        if field(name) or name in published:
            fields[name] = field(name)
    for name in ("reviewed", *(name for name in DAYS if fields.get(name))):
        try:
            fields[name] = date.fromisoformat(field(name))
        except ValueError:
            problems[name] = "A day as in 2026-11-23 is needed."
    return Parsed(fields, problems)


def line_of(page: str, heading: str) -> str:
    """Return how a source is written in the form: its page alone, where that is cited as a whole."""
    return f"{page}{_SEPARATOR}{heading}" if heading else page


def cited_in(line: str) -> dict[str, str]:
    """Return the page that a line of the form names, and the heading; only the page where that is cited as a whole."""
    page, _, heading = line.partition("|")
    cited = {"page": page.strip(), "heading": heading.strip()}
    return {key: value for key, value in cited.items() if value}


def changed(fields: Mapping[str, Any], published: Mapping[str, Any]) -> dict[str, Any]:
    """Return what differs from what is published: whatever else is changed in the file meanwhile stays."""
    return {
        name: value
        for name, value in fields.items()
        if (value or None) != (_plain(published.get(name)) or None)
    }


def field_changes(
    fields: Mapping[str, Any], published: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """Return the fields of a draft that change what is published, each as it reads before and after."""
    before, after = values_of(published), values_of({**published, **fields})
    return [(name, before[name], after[name]) for name in after if after[name] != before[name]]


def _shown(value: Any) -> str:
    if value is None or isinstance(value, str):
        return (value or "").strip()
    stream = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.width = 100
    yaml.sort_base_mapping_type_on_output = False
    yaml.dump(value, stream)
    return stream.getvalue().strip()


def _text(text: str, published: Any) -> tuple[Any, str]:
    # Browsers send lines as telegraphs did.
    text = text.replace("\r\n", "\n").strip()
    if published is None or isinstance(published, str):
        return text, ""
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        return published, (
            f"This text has more than {_MOST_BRACKETS} brackets [ and {{: write its parts as lines."
        )
    try:
        # One part that stands for others can be made to hold billions.
        if any(getattr(event, "anchor", None) for event in YAML(typ="safe", pure=True).parse(text)):
            return published, "A part of this text refers to another (with & or *): write it out."
        return YAML(typ="safe", pure=True).load(text), ""
    except (YAMLError, TypeError, ValueError) as error:
        # Also a day that no month has, a number without end, a list as a key.
        return published, f"This text has parts, and these cannot be read: {error}"
    except RecursionError:
        return published, "The parts of this text stand too deep in one another."


def _months(text: str) -> tuple[int, str]:
    if _MONTHS.fullmatch(text):
        return int(text), ""
    return 0, "After how many months is it to be checked again? A number, as in 12."


def _sources(text: str, quotes: str) -> tuple[list[dict[str, str]], str]:
    """Read a line for each source, and beside it the words quoted from it; these may be missing."""
    sources = []
    for line, quote in zip_longest(text.splitlines(), quotes.splitlines(), fillvalue=""):
        if not line.strip():
            continue
        source = cited_in(line)
        if "page" not in source:
            return [], f"“{line}”: {HOW_TO_CITE}"
        sources.append({**source, "quote": quote.strip()} if quote.strip() else source)
    return sources, ""


def source_line(source: Mapping[str, Any]) -> str:
    return line_of(str(source.get("page", "")), str(source.get("heading", "")))


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
