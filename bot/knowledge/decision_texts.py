"""What is said where no rule decides, and the names of outcomes and derived facts: texts/decisions.yml."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.knowledge.sources import Citation, Sources, parse_inline_citation
from bot.knowledge.texts import plain_text, require_placeholders
from bot.knowledge.yaml_reader import Entry


@dataclass(frozen=True)
class DecisionTexts:
    """`need_more` has the placeholder {missing}; `staff` are the gaps of what is not described."""

    not_described: str
    need_more: str
    cites: Citation
    staff: tuple[str, ...]
    outcomes: Mapping[str, str]
    facts: Mapping[str, str]


def parse_decision_texts(
    file: Entry,
    sources: Sources,
    gaps: Collection[str],
    outcomes: Collection[str],
    facts: Collection[str],
) -> DecisionTexts:
    """`outcomes` and `facts` are the names that must each have a text. Raises KnowledgeError."""
    file.only("not_described", "need_more", "outcomes", "facts")
    silent = file["not_described"].only("text", "page", "heading", "staff")
    need_more = plain_text(file["need_more"])
    require_placeholders(file["need_more"], need_more, frozenset({"missing"}))
    return DecisionTexts(
        plain_text(silent["text"]),
        need_more,
        parse_inline_citation(silent, sources),
        tuple(_gap(item, gaps) for item in silent["staff"].entries()),
        _names(file["outcomes"], outcomes),
        _names(file["facts"], facts),
    )


def _gap(entry: Entry, gaps: Collection[str]) -> str:
    id_ = entry.text()
    if id_ not in gaps:
        entry.refuse(f"categories.yml has no gap {id_!r}")
    return id_


def _names(entry: Entry, names: Collection[str]) -> dict[str, str]:
    entry.only(*names)
    return {name: entry[name].text() for name in names}
