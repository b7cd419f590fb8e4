"""What somebody has to do, a list of steps a category, and the documents that may be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.attributes import Attributes, When, holds, parse_when
from bot.knowledge.sources import Citation, Sources, parse_inline_citation
from bot.knowledge.texts import Text, parse_text
from bot.knowledge.yaml_reader import Entry


@dataclass(frozen=True)
class Item:
    """A document or a step. `when`: only for profiles with one of the values, by attribute."""

    title: str
    text: Text
    cites: Citation
    when: When

    def applies_to(self, profile: Mapping[str, object]) -> bool:
        return holds(self.when, profile)


def parse_documents(file: Entry, sources: Sources, attributes: Attributes) -> dict[str, Item]:
    """Return the documents, by the code in a decision."""
    return {name: _item(entry, sources, attributes) for name, entry in file.items()}


def parse_checklists(
    file: Entry, sources: Sources, attributes: Attributes, categories: Mapping[str, object]
) -> dict[str, tuple[Item, ...]]:
    """Return the steps by category. Raises KnowledgeError for a category that is unknown, or has no step."""
    checklists = {}
    for category, items in file.items():
        if category not in categories:
            items.refuse(f"there is no category {category!r}")
        checklists[category] = tuple(_item(item, sources, attributes) for item in items.entries())
    for category in categories:
        if not checklists.get(category):
            file.refuse("a checklist with at least one step is needed", category)
    return checklists


def _item(entry: Entry, sources: Sources, attributes: Attributes) -> Item:
    entry.only("title", "text", "page", "heading", "when")
    return Item(
        entry["title"].text(),
        parse_text(entry["text"]),
        parse_inline_citation(entry, sources),
        parse_when(entry["when"], attributes) if entry.has("when") else {},
    )
