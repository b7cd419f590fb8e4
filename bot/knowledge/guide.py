"""What the guided conversations say: fixed texts, documents, and a checklist a category."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.attributes import Attributes, When, holds, parse_when
from bot.knowledge.sources import Citation, Sources, parse_inline_citation
from bot.knowledge.texts import Text, parse_text, plain_text
from bot.knowledge.yaml_reader import Entry

# The guided conversations, by the intent that starts each.
GUIDES = ("find_category", "what_will_i_pay", "help_me_apply")


# The placeholders that a conversation fills in the texts, each with an example.
FILLED_BY_THE_CONVERSATION = {"code": "7K3F-9Q2M", "days": "30", "day": "June 31"}


@dataclass(frozen=True)
class Item:
    """A document or a step. `when`: only for profiles with one of the values, by attribute."""

    title: str
    text: Text
    cites: Citation
    when: When

    def applies_to(self, profile: Mapping[str, object]) -> bool:
        return holds(self.when, profile)


@dataclass(frozen=True)
class Guidance:
    """`offered_with`: by guide, the answers below which it is offered."""

    texts: Mapping[str, str]
    documents: Mapping[str, Item]
    checklists: Mapping[str, tuple[Item, ...]]
    offered_with: Mapping[str, frozenset[str]]


def parse_guidance(
    file: Entry, sources: Sources, attributes: Attributes, categories: Mapping[str, object]
) -> Guidance:
    """Return the guidance. Raises KnowledgeError for a category without a checklist."""
    file.only("texts", "documents", "checklists", "offered_with")
    checklists = {}
    for category, entry in file["checklists"].items():
        if category not in categories:
            entry.refuse(f"there is no category {category!r}")
        checklists[category] = tuple(_item(item, sources, attributes) for item in entry.entries())
    for category in categories:
        if not checklists.get(category):
            file["checklists"].refuse("a checklist with at least one step is needed", category)
    return Guidance(
        texts={name: plain_text(text) for name, text in file["texts"].items()},
        documents={
            name: _item(entry, sources, attributes) for name, entry in file["documents"].items()
        },
        checklists=checklists,
        offered_with={
            guide: frozenset(ids.texts()) for guide, ids in _guides(file["offered_with"])
        },
    )


def _guides(entry: Entry) -> Iterator[tuple[str, Entry]]:
    for guide, ids in entry.items():
        if guide not in GUIDES:
            ids.refuse(f"there is no guide {guide!r}; known: {', '.join(GUIDES)}")
        yield guide, ids


def _item(entry: Entry, sources: Sources, attributes: Attributes) -> Item:
    entry.only("title", "text", "page", "heading", "when")
    return Item(
        entry["title"].text(),
        parse_text(entry["text"]),
        parse_inline_citation(entry, sources),
        parse_when(entry["when"], attributes) if entry.has("when") else {},
    )
