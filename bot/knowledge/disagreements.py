"""Where the pages differ: both sides, what we say meanwhile, and who settles it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.sources import Citation, Sources, parse_inline_citation
from bot.knowledge.texts import Text, parse_text
from bot.knowledge.yaml_reader import Entry


@dataclass(frozen=True)
class Side:
    cites: Citation
    says: Text


@dataclass(frozen=True)
class Disagreement:
    """`gap` is its number in the decision rules, empty where no rule depends on it; `note` is the sentence shown with an answer."""

    id: str
    gap: str
    about: str
    sides: tuple[Side, ...]
    meanwhile: Text
    note: Text
    settled_by: str


def parse_disagreements(file: Entry, sources: Sources) -> dict[str, Disagreement]:
    return {id_: _disagreement(id_, entry, sources) for id_, entry in file.items()}


def _disagreement(id_: str, entry: Entry, sources: Sources) -> Disagreement:
    entry.only("gap", "about", "sides", "meanwhile", "note", "settled_by")
    return Disagreement(
        id=id_,
        gap=entry["gap"].text() if entry.has("gap") else "",
        about=entry["about"].text(),
        sides=tuple(_side(side, sources) for side in entry["sides"].entries()),
        meanwhile=parse_text(entry["meanwhile"]),
        note=parse_text(entry["note"]),
        settled_by=entry["settled_by"].text(),
    )


def _side(entry: Entry, sources: Sources) -> Side:
    entry.only("page", "heading", "says")
    return Side(parse_inline_citation(entry, sources), parse_text(entry["says"]))
