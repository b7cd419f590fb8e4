"""What a cited page says, in our words: answers name the statements that they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.knowledge.figures import figures
from bot.knowledge.sources import Citation, Sources, parse_inline_citation
from bot.knowledge.yaml_reader import Entry


@dataclass(frozen=True)
class Statement:
    id: str
    says: str
    cites: Citation


Statements = dict[str, Statement]


def parse_statements(file: Entry, sources: Sources) -> Statements:
    return {id_: _statement(id_, entry, sources) for id_, entry in file.items()}


def sources_of(statements: Iterable[Statement]) -> tuple[Citation, ...]:
    """Return what the statements cite, each once, in their order."""
    return tuple(dict.fromkeys(statement.cites for statement in statements))


def figures_of(statements: Iterable[Statement], sources: Sources) -> frozenset[str]:
    """Return the figures that an answer on these statements may say: theirs, and the dates of their pages."""
    statements = tuple(statements)
    texts = [statement.says for statement in statements]
    dates = [sources[statement.cites.page].page_date for statement in statements]
    return figures(" ".join([*texts, *(date.replace("-", " ") for date in dates)]))


def _statement(id_: str, entry: Entry, sources: Sources) -> Statement:
    entry.only("says", "page", "heading")
    return Statement(id_, entry["says"].text(), parse_inline_citation(entry, sources))
